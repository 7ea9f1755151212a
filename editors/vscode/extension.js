'use strict';

const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');
const { DOCUMENTS, commandOf } = require('./server');

const SECTION = 'confluence-scopes';

let client;

function settings() {
  return vscode.workspace.getConfiguration(SECTION);
}

async function start() {
  client = new LanguageClient(SECTION, 'Confluence scopes', commandOf(settings().get('command')), {
    documentSelector: DOCUMENTS,
    initializationOptions: settings().get('server'),
  });
  await client.start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration(`${SECTION}.command`)) {
        await deactivate();
        await start();
      } else if (event.affectsConfiguration(`${SECTION}.server`)) {
        await client.sendNotification('workspace/didChangeConfiguration', { settings: settings().get('server') });
      }
    }),
  );
  await start();
}

async function deactivate() {
  if (client !== undefined) {
    const running = client;
    client = undefined;
    await running.stop();
  }
}

module.exports = { activate, deactivate };
