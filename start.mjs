// Plain JavaScript, so that an old Node can say what it needs instead of stumbling over TypeScript.
const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    `Coach or Mentor needs Node 24; this is ${process.versions.node}.\n` +
      'On Linux, "npm ci" brings the right one along: start with "npm start", not with "node".\n' +
      'Elsewhere, install Node 24 from https://nodejs.org and start again.\n',
  );
  process.exit(1);
}

await import('./src/main.ts');
