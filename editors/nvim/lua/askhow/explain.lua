-- What a rule is about, with its questions and examples, in a window in which one can read and scroll. The program
-- itself has the words, so nothing is fetched.
local M = {}

--- What the program prints about rules; nil where the server is started by a command of the user's own.
local function printed(arguments)
  local cmd = require("askhow").options().cmd
  if type(cmd) ~= "table" or cmd[2] ~= "lsp" then return nil end
  local command = vim.list_extend({ cmd[1], "rules" }, arguments)
  local started, said = pcall(function() return vim.system(command, { text = true, timeout = 5000 }):wait() end)
  return started and said.code == 0 and said.stdout or nil
end

--- The names of the rules that begin with what is typed.
function M.names(typed)
  local text = printed({ "--format", "json" })
  local names = vim.tbl_map(function(it) return it.rule end, vim.json.decode(text or "[]"))
  return vim.tbl_filter(function(name) return vim.startswith(name, typed) end, names)
end

--- Shows a page of Markdown in a window over the text; `q` and Escape close it.
local function show(title, lines)
  local buf = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].bufhidden, vim.bo[buf].modifiable = "wipe", false
  local width = math.max(20, math.min(82, vim.o.columns - 6))
  local shown = 0
  for _, line in ipairs(lines) do
    shown = shown + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local height = math.max(1, math.min(shown, vim.o.lines - 6))
  local window = vim.api.nvim_open_win(buf, true, {
    relative = "editor",
    style = "minimal",
    border = "rounded",
    title = (" %s "):format(title),
    width = width,
    height = height,
    row = math.max(0, math.floor((vim.o.lines - height) / 2) - 2),
    col = math.max(0, math.floor((vim.o.columns - width) / 2) - 1),
  })
  vim.wo[window].wrap, vim.wo[window].linebreak = true, true
  vim.wo[window].conceallevel, vim.wo[window].concealcursor = 2, "nc"
  -- Not as a type of file: this text is none of the user's, and no server is to look at it.
  if not pcall(vim.treesitter.start, buf, "markdown") then vim.bo[buf].syntax = "markdown" end
  for _, key in ipairs({ "q", "<Esc>" }) do
    vim.keymap.set("n", key, "<Cmd>close<CR>", { buffer = buf, nowait = true })
  end
end

--- Shows what is said about a rule. Without the program at hand the server tells it, in a message.
function M.show(rule)
  local text = printed({ rule, "--format", "markdown" })
  local at = text and text:find("\n## ", 1, true)
  if at then
    -- From its own heading on, which is the title of the window; the examples in one block.
    local page = text:sub(at + 1):gsub("```\n```markdown\n", "\n")
    local lines = vim.split(vim.trim(page), "\n")
    table.remove(lines, 1)
    if lines[1] == "" then table.remove(lines, 1) end
    return show(rule, lines)
  end
  local command = { command = "askhow.explain", arguments = { rule } }
  vim.lsp.buf_request(0, "workspace/executeCommand", command, function(failure)
    if failure then vim.notify("askhow: " .. failure.message, vim.log.levels.WARN) end
  end)
end

--- The rules that speak in the line of the cursor; only those at the cursor where there are some.
local function speaking()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local in_line = vim.tbl_filter(function(it) return it.source == "askhow" and it.code end, vim.diagnostic.get(0, { lnum = row - 1 }))
  local at_cursor = vim.tbl_filter(function(it)
    return it.col <= column and (it.end_lnum > row - 1 or column <= it.end_col)
  end, in_line)
  local rules = {}
  for _, it in ipairs(#at_cursor > 0 and at_cursor or in_line) do
    if not vim.tbl_contains(rules, it.code) then table.insert(rules, it.code) end
  end
  return rules
end

--- Explains the rule of that name, or the one that speaks at the cursor; of several one is chosen.
function M.open(rule, say)
  if rule then return M.show(rule) end
  local rules = speaking()
  if #rules == 0 then return say("no rule speaks in this line; `:Askhow explain RULE` explains any") end
  if #rules == 1 then return M.show(rules[1]) end
  vim.ui.select(rules, { prompt = "Explain:" }, function(chosen)
    if chosen then M.show(chosen) end
  end)
end

return M
