// Plain JavaScript, so that an old Node can say what it needs instead of stumbling over TypeScript.
const [major] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    `Coach or Mentor needs Node 24; this is ${process.versions.node}.\n` +
      'On Linux, "npm ci" brings the right one along: use "npm start" and "npm run", not "node".\n' +
      'Elsewhere, install Node 24 from https://nodejs.org and start again.\n',
  );
  process.exit(1);
}

// Compiled code is kept beside the packages, and for local-slack too: a third less to do at every later start
// (measured). Where that cannot be written, nothing is kept.
const { enableCompileCache } = await import('node:module');
const { directory } = enableCompileCache(`${import.meta.dirname}/node_modules/.cache/coach-or-mentor`);
if (directory) process.env.NODE_COMPILE_CACHE = `${import.meta.dirname}/node_modules/.cache/coach-or-mentor`;

// What is typed in a terminal starts here as well, as in `node start.mjs people import FILE`.
const [command] = process.argv.slice(2, 3);
if (command === 'people' || command === 'match') {
  process.argv.splice(2, 1);
  await import(`./src/commands/${command}.ts`);
} else await import('./src/main.ts');
