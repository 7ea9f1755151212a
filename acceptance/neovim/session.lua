-- What a person does in Neovim, through its own client: open a file, take the quick fix, save the manifest, undo.
-- Arguments by environment: the server's command, the folder, the descriptor's name, where the answer goes.
local command = vim.fn.json_decode(vim.env.CFS_COMMAND)
local folder, descriptor = vim.env.CFS_FOLDER, vim.env.CFS_FOLDER .. '/' .. vim.env.CFS_DESCRIPTOR
local answer = {}

local function wait(what, is_so)
  if not vim.wait(60000, is_so, 50) then
    error('waited in vain for ' .. what)
  end
end

local function run()
  vim.o.hidden = true
  vim.cmd('edit ' .. folder .. '/app.py')
  local file = vim.api.nvim_get_current_buf()
  local settings = { delay = 0 }
  if vim.env.CFS_SETTINGS then
    settings = vim.fn.json_decode(vim.env.CFS_SETTINGS)
  end
  local client = vim.lsp.start_client({
    name = 'confluence-scopes',
    cmd = command,
    root_dir = folder,
    workspace_folders = { { uri = vim.uri_from_fname(folder), name = 'x' } },
    init_options = settings,
    settings = settings,
    on_init = function(started)
      started.notify('workspace/didChangeConfiguration', { settings = settings })
    end,
  })
  vim.lsp.buf_attach_client(file, client)
  local function ours()
    return vim.tbl_filter(function(one) return tostring(one.code):match('^CFS') end, vim.diagnostic.get(file))
  end
  wait('the diagnostic', function() return #ours() > 0 end)
  local found = ours()[1]
  answer.diagnostic = { line = found.lnum, column = found.col, code = found.code, source = found.source }

  local where = found.user_data.lsp
  local range = {
    start = { line = found.lnum, character = found.col },
    ['end'] = { line = found.end_lnum, character = found.end_col },
  }
  local asked = {
    textDocument = vim.lsp.util.make_text_document_params(file),
    range = range,
    context = { diagnostics = { { range = range, code = found.code, message = found.message, source = found.source } } },
  }
  local replies = vim.lsp.buf_request_sync(file, 'textDocument/codeAction', asked, 60000)
  local actions = replies[client].result
  answer.titles = vim.tbl_map(function(action) return action.title end, actions)
  local last = actions[#actions]
  if last.data then -- its edit is made once it is chosen
    local resolved = vim.lsp.buf_request_sync(file, 'codeAction/resolve', last, 60000)
    answer.resolved = vim.deep_equal(resolved[client].result.edit, actions[1].edit)
  end
  vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')

  local manifest = vim.fn.bufnr(descriptor)
  vim.fn.bufload(manifest)
  answer.changed = table.concat(vim.api.nvim_buf_get_lines(manifest, 0, -1, true), '\n') .. '\n'
  vim.api.nvim_buf_call(manifest, function() vim.cmd('write') end)
  if vim.env.CFS_TOUCH then -- who looks at changed buffers only
    vim.api.nvim_buf_set_lines(file, -1, -1, true, { '# changed' })
  end
  wait('the diagnostic to go', function() return #ours() == 0 end)
  vim.api.nvim_buf_call(manifest, function() vim.cmd('undo') vim.cmd('write') end)
  answer.undone = table.concat(vim.api.nvim_buf_get_lines(manifest, 0, -1, true), '\n') .. '\n'
  if vim.env.CFS_TOUCH then
    vim.api.nvim_buf_set_lines(file, -1, -1, true, { '# changed again' })
  end
  wait('the diagnostic to come back', function() return #ours() > 0 end)
end

local ok, problem = pcall(run)
answer.problem = ok and '' or tostring(problem)
vim.fn.writefile({ vim.fn.json_encode(answer) }, vim.env.CFS_ANSWER)
vim.cmd('qall!')
