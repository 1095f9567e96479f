-- `:Askhow COMMAND`.
local M = {}

local function say(message, level) vim.notify("askhow: " .. message, level or vim.log.levels.INFO) end

local function here()
  local client = vim.lsp.get_clients({ bufnr = 0, name = "askhow" })[1]
  if not client then say("not running for this buffer; `:checkhealth askhow` says more", vim.log.levels.WARN) end
  return client
end

-- Methods of a client are called with a colon from 0.11 on; in 0.10 a colon would pass the client twice.
local function call(client, method, ...)
  if vim.fn.has("nvim-0.11") == 1 then return client[method](client, ...) end
  return client[method](...)
end

local function apply(client, action)
  if action.edit then vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding) end
  if action.command then call(client, "request", "workspace/executeCommand", action.command, function() end, 0) end
end

--- Takes the first action of that kind; says `otherwise` where there is none.
local function take(kind, otherwise)
  local client = here()
  if not client then return end
  local buf = vim.api.nvim_get_current_buf()
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  params.context = { diagnostics = {}, only = { kind } }
  call(client, "request", "textDocument/codeAction", params, function(failure, actions)
    local action = (actions or {})[1]
    if failure or not action then
      say(failure and failure.message or otherwise, failure and vim.log.levels.WARN)
    elseif vim.api.nvim_buf_get_changedtick(buf) ~= tick then
      say("the text changed meanwhile; once more, please")
    else
      apply(client, action)
    end
  end, buf)
end

local function write_new(file, title)
  file = vim.fs.normalize(file)
  vim.fn.mkdir(vim.fs.dirname(file), "p")
  local command = { require("askhow").options().cmd[1], "new", file }
  if title ~= "" then vim.list_extend(command, { "--title", title }) end
  local started, said = pcall(function() return vim.system(command, { text = true }):wait() end)
  if started and said.code == 0 then
    vim.cmd.edit(vim.fn.fnameescape(file))
  else
    say(started and vim.trim(said.stderr) or tostring(said), vim.log.levels.ERROR)
  end
end

local commands = {}

--- A review from the template: `new [FILE [TITLE…]]`; what is not given is asked for.
function commands.new(words)
  local file, title = words[1], table.concat(vim.list_slice(words, 2), " ")
  if file then return write_new(file, title) end
  local suggestion = vim.fn.expand("%:h") .. "/" .. os.date("%Y-%m-%d") .. "-"
  vim.ui.input({ prompt = "File of the new review: ", default = suggestion, completion = "file" }, function(answer)
    if not answer or answer == "" then return end
    if not answer:find("%.%w+$") then answer = answer .. ".md" end
    vim.ui.input({ prompt = "Title: " }, function(words_of_title) write_new(answer, words_of_title or "") end)
  end)
end

function commands.sort() take("source.sortTimeline", "the timeline is in order, or has no times to sort by") end

function commands.fix() take("source.fixAll.askhow", "nothing here has a fix that is safe without a look") end

--- Questions for the place of the cursor, in the window of the hover.
function commands.ask()
  if here() then vim.lsp.buf.hover() end
end

--- The present moment, in the notation of the timeline that the cursor is in.
function commands.entry() take("refactor.rewrite.entryNow", "put the cursor into a timeline first") end

--- Ends every server and starts anew, for the same buffers.
function commands.restart()
  local running = vim.lsp.get_clients({ name = "askhow" })
  for _, client in ipairs(running) do
    call(client, "stop")
  end
  require("askhow.program").forget()
  local since = vim.uv.now()
  local function start()
    local left = vim.lsp.get_clients({ name = "askhow" })
    if #left > 0 and vim.uv.now() - since < 5000 then return vim.defer_fn(start, 20) end
    for _, client in ipairs(left) do
      call(client, "stop", true)
    end
    for _, buf in ipairs(require("askhow").buffers()) do
      require("askhow").start(buf)
    end
  end
  start()
end

function M.log_path() return vim.lsp.log and vim.lsp.log.get_filename() or vim.lsp.get_log_path() end

function commands.log() vim.cmd.split({ args = { vim.fn.fnameescape(M.log_path()) }, mods = { keepalt = true } }) end

local function names()
  local known = vim.tbl_keys(commands)
  table.sort(known)
  return known
end

function M.run(words)
  local command = commands[words[1]]
  if command then return command(vim.list_slice(words, 2)) end
  say(("there is no `:Askhow %s`; there are %s"):format(words[1], table.concat(names(), ", ")), vim.log.levels.ERROR)
end

function M.complete(typed, line)
  if line:match("^%s*%S+%s+new%s") then return vim.fn.getcompletion(typed, "file") end
  return vim.tbl_filter(function(name) return vim.startswith(name, typed) end, names())
end

return M
