// Lays diagrams out in a thread of its own: a trust of ninety schools takes seconds. Each message is { id, question } and
// is answered with { id, layout } or { id, fault }; the shapes are those of charts/structure-diagram.ts.
import { parentPort } from 'node:worker_threads';
import Elk from 'elkjs/lib/elk.bundled.js';

const elk = new Elk();

const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.partitioning.activate': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': '40',
  'elk.spacing.nodeNode': '12',
  'elk.layered.mergeEdges': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};

async function laidOut({ boxes, lines }) {
  const graph = await elk.layout({
    id: 'diagram',
    layoutOptions: OPTIONS,
    children: boxes.map(({ id, width, height, column }) => {
      return { id, width, height, layoutOptions: { 'elk.partitioning.partition': String(column) } };
    }),
    edges: lines.map(({ from, to }, at) => ({ id: `line ${at}`, sources: [from], targets: [to] })),
  });
  return {
    width: graph.width,
    height: graph.height,
    boxes: Object.fromEntries(graph.children.map(({ id, x, y }) => [id, { x, y }])),
    lines: graph.edges.map(({ sections: [section] }) => {
      return [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
    }),
  };
}

parentPort.on('message', async ({ id, question }) => {
  try {
    parentPort.postMessage({ id, layout: await laidOut(question) });
  } catch (error) {
    parentPort.postMessage({ id, fault: String(error) });
  }
});
