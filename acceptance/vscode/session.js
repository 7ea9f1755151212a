'use strict';

// The client half in Node: the extension's own command and documents, and the protocol library under VS Code's client.
// Arguments: the folder of the extension, the folder of the project, the Python that has the server.

const { spawn } = require('node:child_process');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const [extension, folder, python] = process.argv.slice(2);
const { createRequire } = require('node:module');
const required = createRequire(path.join(extension, 'extension.js'));
const protocol = required('vscode-languageserver-protocol/node');
const { commandOf, DOCUMENTS } = required('./server');

async function main() {
  const { command, args } = commandOf([python, ...commandOf([]).args]);
  const server = spawn(command, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = protocol.createProtocolConnection(
    new protocol.StreamMessageReader(server.stdout),
    new protocol.StreamMessageWriter(server.stdin),
  );
  const published = new Promise((resolve) => {
    connection.onNotification('textDocument/publishDiagnostics', (params) => {
      if (params.diagnostics.length > 0) {
        resolve(params);
      }
    });
  });
  connection.listen();
  await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    capabilities: { workspace: { workspaceEdit: { documentChanges: true } } },
    initializationOptions: { delay: 0 },
  });
  await connection.sendNotification('initialized', {});
  const uri = pathToFileURL(path.join(folder, 'app.py')).href;
  const text = require('node:fs').readFileSync(path.join(folder, 'app.py'), 'utf-8');
  await connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: DOCUMENTS[0].language, version: 1, text },
  });
  const { diagnostics } = await published;
  const actions = await connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: diagnostics[0].range,
    context: { diagnostics },
  });
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  const code = await new Promise((resolve) => server.on('exit', resolve));
  console.log(JSON.stringify({ codes: diagnostics.map((one) => one.code), titles: actions.map((one) => one.title), code }));
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
