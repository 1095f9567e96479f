-- `:Askhow COMMAND`.
local M = {}

local say = require("askhow.say").line

local function here()
  local client = vim.lsp.get_clients({ bufnr = 0, name = "askhow" })[1]
  if not client then say("not running here, see :Askhow health", vim.log.levels.WARN) end
  return client
end

-- Methods of a client are called with a colon from 0.11 on; in 0.10 a colon would pass the client twice.
local function call(client, method, ...)
  if vim.fn.has("nvim-0.11") == 1 then return client[method](client, ...) end
  return client[method](...)
end

--- Hands the server to `use` if the file is read as a review; where it is not, says so, for every command alike.
local function in_review(use)
  local client = here()
  if not client then return end
  local buf = vim.api.nvim_get_current_buf()
  local document = { textDocument = vim.lsp.util.make_text_document_params(buf) }
  call(client, "request", "askhow/overview", document, function(failure, overview)
    if vim.api.nvim_get_current_buf() ~= buf then return end
    if failure then return say(failure.message, vim.log.levels.WARN) end
    if not (overview and overview.review) then return say("this file is not read as a review") end
    use(client, overview)
  end, buf)
end

local function apply(client, action)
  if action.edit then vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding) end
  if action.command then call(client, "request", "workspace/executeCommand", action.command, function() end, 0) end
end

--- Asks for the actions of a kind at a place, that of the cursor where none is given, and hands them to `use`. Where the
--- text has changed before the answer comes, that is said and nothing done.
local function actions(client, kind, place, use)
  local buf = vim.api.nvim_get_current_buf()
  local tick = vim.api.nvim_buf_get_changedtick(buf)
  local params = vim.lsp.util.make_range_params(0, client.offset_encoding)
  if place then params.range = { start = place, ["end"] = place } end
  params.context = { diagnostics = {}, only = { kind } }
  call(client, "request", "textDocument/codeAction", params, function(failure, found)
    if failure then
      say(failure.message, vim.log.levels.WARN)
    elseif vim.api.nvim_get_current_buf() ~= buf or vim.api.nvim_buf_get_changedtick(buf) ~= tick then
      say("the text changed; once more, please")
    else
      use(found or {})
    end
  end, buf)
end

--- How many lines of the text an action changes.
local function n_lines(action)
  local edit, lines = action.edit or {}, {}
  local changes = edit.documentChanges or vim.tbl_map(function(edits) return { edits = edits } end, edit.changes or {})
  for _, change in pairs(changes) do
    for _, one in ipairs(change.edits or {}) do
      local first, last = one.range.start.line, one.range["end"]
      for line = first, math.max(first, last.character > 0 and last.line or last.line - 1) do
        lines[line] = true
      end
    end
  end
  return vim.tbl_count(lines)
end

--- Takes the first action of that kind; says `otherwise` where there is none. What is done goes to `done`.
local function take(kind, otherwise, done)
  in_review(function(client)
    actions(client, kind, nil, function(found)
      if not found[1] then return say(otherwise) end
      apply(client, found[1])
      if done then done(found[1]) end
    end)
  end)
end

local function write_new(file, title)
  file = vim.fs.normalize(file)
  local folder = vim.fs.dirname(file)
  local made, failure = pcall(vim.fn.mkdir, folder, "p")
  if not made then
    local why = (tostring(failure):match("E739: [^\n]*: ([^:\n]+)$") or "it can't be written to"):gsub("^%u", string.lower)
    return say(("there can be no folder %s: %s"):format(folder, why), vim.log.levels.ERROR)
  end
  local command = { require("askhow").options().cmd[1], "new", file }
  if title ~= "" then vim.list_extend(command, { "--title", title }) end
  local started, said = pcall(function() return vim.system(command, { text = true }):wait() end)
  if started and said.code == 0 then
    vim.cmd.edit(vim.fn.fnameescape(file))
  else
    local why = started and vim.trim(said.stderr) or tostring(said)
    local at, behind = why:find(file, 1, true)
    say(why, vim.log.levels.ERROR, at and vim.fs.basename(file) .. why:sub(behind + 1) or nil)
  end
end

local commands = {}

--- The words of a title as a file's name has them.
local function slug(title)
  return (vim.fn.tolower(title):gsub("[^%w\128-\255]+", "-"):gsub("^%-+", ""):sub(1, 60):gsub("%-+$", ""))
end

--- Where a review of today with this title belongs: beside the review that is open, or else into `incidents`.
local function proposed(title)
  local open = vim.api.nvim_buf_get_name(0)
  local is_beside = open ~= "" and vim.bo.buftype == "" and vim.tbl_contains(require("askhow").buffers(), vim.fn.bufnr())
  local folder = is_beside and vim.fn.fnamemodify(open, ":.:h") or "incidents"
  local name = os.date("%Y-%m-%d") .. (slug(title) ~= "" and "-" .. slug(title) or "") .. ".md"
  return folder == "." and name or vim.fs.joinpath(folder, name)
end

--- A review from the template: `new [FILE [TITLE…]]`; what is not given is asked for.
function commands.new(words)
  local _, problem = require("askhow.program").version(require("askhow").options().cmd)
  if problem then return require("askhow.program").tell(problem) end
  local file, title = words[1], table.concat(vim.list_slice(words, 2), " ")
  -- Of a file that is there already nothing needs to be asked: it is told.
  if file and (title ~= "" or vim.uv.fs_stat(vim.fs.normalize(file))) then return write_new(file, title) end
  vim.ui.input({ prompt = "Title of the new review: " }, function(answer)
    if not answer then return end
    if file then return write_new(file, answer) end
    local prompt = { prompt = "Its file: ", default = proposed(answer), completion = "file" }
    vim.ui.input(prompt, function(path)
      if not path or path == "" then return end
      write_new(path:find("%.%w+$") and path or path .. ".md", answer)
    end)
  end)
end

function commands.sort() take("source.sortTimeline", "times are in order, or there are none") end

function commands.fix()
  take("source.fixAll.askhow", "nothing to fix that is safe unseen", function(action)
    local count = n_lines(action)
    say(("%d line%s changed"):format(count, count == 1 and "" or "s"))
  end)
end

--- The rewrites at the cursor, to choose from; where there are none the questions of the place, in the window of the
--- hover.
function commands.ask()
  in_review(function(client)
    actions(client, "quickfix", nil, function(fixes)
      actions(client, "quickfix.silence", nil, function(silencing)
        local others = vim.tbl_map(function(action) return action.title end, silencing)
        local rewrites = vim.tbl_filter(function(action)
          return action.edit and not vim.tbl_contains(others, action.title)
        end, fixes)
        if #rewrites == 0 then return vim.lsp.buf.hover() end
        local how = { prompt = "Ask better questions here:", format_item = function(action) return action.title end }
        vim.ui.select(rewrites, how, function(chosen)
          if chosen then apply(client, chosen) end
        end)
      end)
    end)
  end)
end

--- The outline of the review, in the window's list of locations.
function commands.outline()
  in_review(function() require("askhow.outline").open(say) end)
end

--- What a rule is about: the one that was named, else the one that speaks at the cursor.
function commands.explain(words) require("askhow.explain").open(words[1], say) end

--- The present moment, in the notation of the timeline that the cursor is in, else in that of the last one of the review.
function commands.entry()
  in_review(function(client, overview) require("askhow.entry").add(client, overview, actions, say) end)
end

--- The next question that waits, and its answer into its section.
function commands.answer()
  in_review(function(client) require("askhow.questions").answer(client, call, say) end)
end

--- Leaves that question for later.
function commands.later()
  in_review(function(client) require("askhow.questions").later(client, call, say) end)
end

--- Asks again what was left for later.
function commands.again()
  in_review(function() require("askhow.questions").again(say) end)
end

function commands.health() vim.cmd.checkhealth("askhow") end

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
    local askhow = require("askhow")
    local settings = vim.tbl_filter(function(buf)
      return vim.api.nvim_buf_is_loaded(buf) and askhow.is_settings(buf)
    end, vim.api.nvim_list_bufs())
    for _, buf in ipairs(vim.list_extend(askhow.buffers(), settings)) do
      askhow.start(buf)
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
  if #words == 0 then
    -- What a review needs most comes first: a narrow window has no room for all.
    local first = { "new", "entry", "answer", "ask", "fix", "sort", "outline" }
    local rest = vim.tbl_filter(function(name) return not vim.tbl_contains(first, name) end, names())
    return say("Tab lists them: " .. table.concat(vim.list_extend(first, rest), ", "))
  end
  local command = commands[words[1]]
  if command then return command(vim.list_slice(words, 2)) end
  local known = table.concat(names(), ", ")
  say(("there is no `:Askhow %s`; there are %s"):format(words[1], known), vim.log.levels.ERROR,
    ("no `:Askhow %s`; Tab lists them"):format(words[1]))
end

function M.complete(typed, line)
  if line:match("^%s*%S+%s+new%s") then return vim.fn.getcompletion(typed, "file") end
  if line:match("^%s*%S+%s+explain%s") then return require("askhow.explain").names(typed) end
  return vim.tbl_filter(function(name) return vim.startswith(name, typed) end, names())
end

return M
