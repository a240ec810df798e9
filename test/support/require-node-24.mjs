// Loaded by jest.config.mjs, so that an older Node gets one sentence instead of a stack for each test file.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(
    `The tests need Node 24 or newer and this is ${process.versions.node}: run \`npm ci\`, then \`npm test\`, which uses the Node installed with the project.`,
  );
  process.exit(1);
}
