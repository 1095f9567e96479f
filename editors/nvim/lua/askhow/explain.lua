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

--- Shows what is said about a rule. Without the program at hand the server tells it.
function M.show(rule)
  local text = printed({ rule, "--format", "markdown" })
  local at = text and text:find("\n## ", 1, true)
  if at then
    -- From its own heading on, which is the title of the window; the examples in one block.
    local page = text:sub(at + 1):gsub("```\n```markdown\n", "\n")
    local lines = vim.split(vim.trim(page), "\n")
    table.remove(lines, 1)
    if lines[1] == "" then table.remove(lines, 1) end
    return require("askhow.window").show(rule, lines)
  end
  local command = { command = "askhow.explain", arguments = { rule } }
  vim.lsp.buf_request(0, "workspace/executeCommand", command, function(failure)
    if failure then require("askhow.say").line(failure.message, vim.log.levels.WARN) end
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
  if #rules == 0 then return say("no rule speaks in this line; `:Askhow explain RULE` explains any", nil, "no rule speaks in this line") end
  if #rules == 1 then return M.show(rules[1]) end
  vim.ui.select(rules, { prompt = "Explain:" }, function(chosen)
    if chosen then M.show(chosen) end
  end)
end

return M
