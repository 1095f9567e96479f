-- Opens a review in a real Neovim with the configuration of editors/nvim, and looks at what a person
-- would see: findings, hover, completion, a quick fix, and a server that ends when it is told to.
--   nvim --clean --headless -l nvim.lua FOLDER_OF_THE_CONFIGURATION REVIEW
-- Works from Neovim 0.10 on. One line for each check, then how many there were; exit status 1 when one
-- fails.
local configuration, review = arg[1], arg[2]
local patience = 20000
local checks, failures = 0, 0

local function check(name, ok, seen)
  checks = checks + 1
  io.write(("%s %s\n"):format(ok and "ok  " or "FAIL", name))
  if not ok then
    failures = failures + 1
    if seen ~= nil then io.write("     seen: " .. vim.inspect(seen) .. "\n") end
  end
end

local function finish()
  io.write(("%d checks, %d failed\n"):format(checks, failures))
  os.exit(failures > 0 and 1 or 0)
end

local function eventually(condition) return vim.wait(patience, condition, 10) end

-- The configuration as people copy it, except that the exit status of the server is noted down.
local exit_status
local function on_exit(status) exit_status = status end
vim.cmd("filetype plugin on")
if vim.lsp.enable then
  vim.opt.runtimepath:prepend(configuration)
  vim.lsp.config("askhow", { on_exit = on_exit })
  vim.lsp.enable("askhow")
else
  local start = vim.lsp.start
  vim.lsp.start = function(config, options)
    return start(vim.tbl_extend("force", config, { on_exit = on_exit }), options)
  end
  dofile(configuration .. "/askhow-0.10.lua")
end

vim.cmd.edit(review)
local buf = vim.api.nvim_get_current_buf()
local function client() return vim.lsp.get_clients({ bufnr = buf, name = "askhow" })[1] end
local attached = eventually(function() return client() ~= nil and client().initialized end)
check("the server attaches", attached)
if not attached then finish() end
io.write(("     offsets in %s, root %s\n"):format(client().offset_encoding, tostring(client().config.root_dir)))

-- Places are found by their text, so the review can grow.
local function lines() return vim.api.nvim_buf_get_lines(buf, 0, -1, false) end
local function row_of(text)
  for number, line in ipairs(lines()) do
    if line:find(text, 1, true) then return number - 1 end
  end
  error("no line has " .. text)
end

local function findings(code)
  return vim.tbl_filter(function(finding) return finding.code == code end, vim.diagnostic.get(buf))
end
local function text_of(finding)
  return table.concat(
    vim.api.nvim_buf_get_text(buf, finding.lnum, finding.col, finding.end_lnum, finding.end_col, {}), "\n")
end

-- Findings.
local why, order = "phrasing/why-question", "timeline/order"
check("a why question is found", eventually(function() return #findings(why) == 1 end), vim.diagnostic.get(buf))
local question = findings(why)[1]
check("… where it stands", question and question.lnum == row_of("Why did")
  and text_of(question):find("^Why") ~= nil, question)
check("… by askhow", question and question.source == "askhow", question)
check("an entry out of order is found", eventually(function() return #findings(order) == 1 end),
  vim.diagnostic.get(buf))
local entry = findings(order)[1]
check("… at its stamp", entry and text_of(entry):find("16:4", 1, true) ~= nil, entry and text_of(entry))
check("missing sections are named once", #findings("section/missing") <= 1
  and #findings("section/missing") + #findings("section/mitigators") >= 1, vim.diagnostic.get(buf))

-- Hover, as `K` shows it.
vim.api.nvim_win_set_cursor(0, { row_of("## Risks") + 1, 4 })
local function float()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= "" then return window end
  end
end
vim.lsp.buf.hover()
check("hover opens a window", eventually(function() return float() ~= nil end))
local shown = ""
if float() then
  local float_buf = vim.api.nvim_win_get_buf(float())
  shown = table.concat(vim.api.nvim_buf_get_lines(float_buf, 0, -1, false), "\n")
  vim.api.nvim_win_close(float(), true)
end
check("… that asks how", shown:find("How .+%?") ~= nil, shown)
check("… and not why", shown:find("Why") == nil, shown)

-- Completion where a section may begin. The request goes out behind the change, as it does in use.
local function request(method, params)
  local answers = vim.lsp.buf_request_sync(buf, method, params, patience) or {}
  for _, answer in pairs(answers) do return answer.result, answer.err end
end
local function place() return vim.lsp.util.make_position_params(0, client().offset_encoding) end
local before = lines()
local row = row_of("## Risks")
vim.api.nvim_buf_set_lines(buf, row, row, false, { "## ", "" })
vim.api.nvim_win_set_cursor(0, { row + 1, 3 })
local list, failure = request("textDocument/completion", place())
local items = list and (list.items or list) or {}
local labels = vim.tbl_map(function(item) return item.label end, items)
local all = "|" .. table.concat(labels, "|"):lower() .. "|"
check("completion is answered", failure == nil and #items > 0, failure)
for _, missing in ipairs({ "mitigators", "difficulties in handling", "artifacts", "references", "open questions" }) do
  check("… offers " .. missing, all:find(missing, 1, true) ~= nil, labels)
end
for _, present in ipairs({ "timeline", "risks", "contributors", "follow-up" }) do
  check("… offers no second " .. present, all:find("|" .. present, 1, true) == nil, labels)
end
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
check("findings come back with the text", eventually(function()
  return #findings(why) == 1 and findings(why)[1].lnum == row_of("Why did")
end), vim.diagnostic.get(buf))

-- The quick fix, as the menu of code actions applies it.
vim.api.nvim_win_set_cursor(0, { row_of("Why did") + 1, 2 })
vim.lsp.buf.code_action({
  apply = true,
  context = { only = { "quickfix" }, diagnostics = vim.tbl_map(
    function(finding) return finding.user_data.lsp end, findings(why)) },
  filter = function(action) return action.isPreferred end,
})
local wanted = vim.tbl_map(function(line)
  return line == "Why did the deploy fail at 16:40?" and "How did the deploy come to fail at 16:40?" or line
end, before)
check("the quick fix changes the question and nothing else",
  eventually(function() return vim.deep_equal(lines(), wanted) end), lines())
check("… and the finding goes", eventually(function() return #findings(why) == 0 end), findings(why))

-- A file that is no review stays free of findings.
vim.cmd.edit(vim.fs.dirname(review) .. "/README.md")
local readme = vim.api.nvim_get_current_buf()
vim.api.nvim_buf_set_lines(readme, 0, -1, false, { "# Tool", "", "Why did nobody write a manual?" })
check("the server attaches to other Markdown", eventually(function()
  return #vim.lsp.get_clients({ bufnr = readme, name = "askhow" }) == 1
end))
vim.lsp.buf_request_sync(readme, "textDocument/hover", {
  textDocument = vim.lsp.util.make_text_document_params(readme),
  position = { line = 2, character = 1 },
}, patience)
vim.wait(200)
check("… and finds nothing in it", #vim.diagnostic.get(readme) == 0, vim.diagnostic.get(readme))

-- The end. From 0.11 on `stop` is a method; called so in 0.10 it would kill the server instead of asking.
local server = vim.lsp.get_clients({ name = "askhow" })[1]
if vim.fn.has("nvim-0.11") == 1 then server:stop() else server.stop() end
check("the server ends when asked", eventually(function() return exit_status ~= nil end))
check("… with status 0", exit_status == 0, exit_status)
finish()
