import { Worker } from 'node:worker_threads';
import type { Layout, LayoutQuestion } from './charts/structure-diagram.js';

/** How many layouts are remembered. */
const KEPT_MAX = 200;

interface Reply {
  readonly id: number;
  readonly layout?: Layout;
  readonly fault?: string;
}

interface Waiting {
  readonly done: (layout: Layout) => void;
  readonly failed: (error: Error) => void;
}

/**
 * Lays diagrams out, each once: what a diagram looks like follows from its boxes and lines alone, so a layout is kept
 * under its question. Works in a thread of its own, which starts with the first question.
 */
export class DiagramLayouts {
  private worker: Worker | undefined;
  private asked = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly kept = new Map<string, Promise<Layout>>();

  /** @param program the built worker, of libs/web/layout-worker.mjs. */
  constructor(private readonly program: string) {}

  /** Where everything in a diagram is. @throws Error when the thread cannot do it. */
  async layoutOf(question: LayoutQuestion): Promise<Layout> {
    const key = JSON.stringify(question);
    const known = this.kept.get(key) ?? this.ask(question);
    // The one that was asked for last stands last, and the first one goes.
    this.kept.delete(key);
    this.kept.set(key, known);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_MAX && oldest !== undefined) this.kept.delete(oldest);
    try {
      return await known;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    }
  }

  /** Ends the thread. */
  async onModuleDestroy(): Promise<void> {
    await this.worker?.terminate();
  }

  private ask(question: LayoutQuestion): Promise<Layout> {
    this.worker ??= this.started();
    const id = (this.asked += 1);
    const { worker } = this;
    return new Promise((done, failed) => {
      this.waiting.set(id, { done, failed });
      worker.postMessage({ id, question });
    });
  }

  private started(): Worker {
    const worker = new Worker(this.program);
    worker.unref();
    worker.on('message', ({ id, layout, fault }: Reply) => {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (layout === undefined) waiting?.failed(new Error(fault));
      else waiting?.done(layout);
    });
    worker.on('error', (error: Error) => this.ended(worker, error));
    worker.on('exit', () => this.ended(worker, new Error('The thread that lays diagrams out has ended.')));
    return worker;
  }

  private ended(worker: Worker, error: Error): void {
    // An error is followed by an exit; by then another thread may be at work.
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const { failed } of this.waiting.values()) failed(error);
    this.waiting.clear();
  }
}
