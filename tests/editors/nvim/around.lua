-- What stands around the text of a review: outline, folds, lenses, colours, links, another name for a service,
-- and a rule that is explained.
local buf = vim.api.nvim_get_current_buf()
t.check("the server attaches", t.attached(buf), said)
local document = { textDocument = vim.lsp.util.make_text_document_params(buf) }

-- The outline, with what the sections hold.
local title = (t.request("textDocument/documentSymbol", document) or {})[1] or {}
local function part(name)
  return vim.tbl_filter(function(symbol) return symbol.name == name end, title.children or {})[1] or {}
end
t.check("the timeline holds its entries", #(part("Timeline").children or {}) == 5, part("Timeline"))
t.check("… and a section its items", #(part("Risks").children or {}) == 1, part("Risks"))

-- Folds: 0.11 asks for them by itself; before that they can be asked for.
local risks = t.row_of("## Risks")
local folds = t.request("textDocument/foldingRange", document) or {}
local folded = vim.tbl_filter(function(fold) return fold.startLine == risks end, folds)[1] or {}
local folds_by_itself = true
if vim.lsp.foldexpr then
  vim.wo.foldmethod, vim.wo.foldexpr = "expr", "v:lua.vim.lsp.foldexpr()"
  folds_by_itself = t.eventually(function()
    vim.cmd("normal! zx")
    return vim.fn.foldlevel(risks + 3) > 0
  end)
  vim.wo.foldmethod = "manual"
  vim.cmd("normal! zE")
end
t.feature("fold", "sections fold", folded.endLine == risks + 2 and folds_by_itself, folds)

-- Lenses: 0.12 shows them.
local lenses = t.request("textDocument/codeLens", document) or {}
local titles = vim.tbl_map(function(lens) return lens.command.title end, lenses)
t.feature("lens", "a lens says what the review holds",
  (titles[1] or ""):find("1 contributor · no mitigators yet", 1, true) ~= nil, titles)
t.check("… and one what the timeline spans", (titles[2] or ""):find("5 entries · 26m", 1, true) ~= nil, titles)
if vim.fn.has("nvim-0.12") == 1 then
  vim.lsp.codelens.enable(true, { bufnr = buf })
  t.check("… on the screen", t.eventually(function() return #vim.lsp.codelens.get({ bufnr = buf }) == 2 end))
end

-- Colours, which every version asks for by itself.
local row = t.row_of("Jiří pushes")
local function colours(column)
  local found = vim.lsp.semantic_tokens.get_at_pos(buf, row, column) or {}
  return vim.tbl_map(function(token) return token.type end, found)
end
t.feature("colours", "a stamp has a colour",
  t.eventually(function() return vim.tbl_contains(colours(4), "number") end), colours(4))
t.check("… and who acts another", vim.tbl_contains(colours(24), "variable"), colours(24))

-- Links.
local links = t.request("textDocument/documentLink", document) or {}
t.feature("links", "the graph is a link", links[1] ~= nil and links[1].target:find("incidents/graphs/pool.png$") ~= nil, links)

-- Another name, as a person gives it: the cursor on the old one.
local before = t.lines()
t.go_to("The pool of", 16)
vim.lsp.buf.rename("book")
local renamed = vim.tbl_map(function(line) return (line:gsub("`ledger`", "`book`")) end, before)
t.feature("rename", "a service is renamed everywhere",
  t.eventually(function() return vim.deep_equal(t.lines(), renamed) end), t.lines())
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)

-- A rule is explained in a window that one can scroll, by its code action and by name.
local why = "phrasing/why-question"
t.check("the finding is back", t.eventually(function() return #t.findings(why) == 1 end), vim.diagnostic.get(buf))
local function is_page(page)
  return page:find("How did it come about, step by step?", 1, true) ~= nil and page:find("We rolled back. Why?", 1, true) ~= nil
end
t.go_to("Why did", 2)
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.title == "Explain " .. why end,
})
local page = t.float()
t.check("the code action explains a rule", is_page(page), page)
vim.cmd("Askhow explain")
local window = vim.api.nvim_get_current_win()
t.check("the cursor is in the window, and no server at its text", vim.api.nvim_win_get_config(window).relative ~= ""
  and #vim.lsp.get_clients({ bufnr = vim.api.nvim_win_get_buf(window) }) == 0)
vim.api.nvim_feedkeys("q", "x", false)
t.check("`q` closes it", not vim.api.nvim_win_is_valid(window) and vim.api.nvim_get_current_buf() == buf)
vim.cmd("Askhow explain")
page = t.float()
t.feature("explain", "`:Askhow explain` has the rule at the cursor", is_page(page), page)
vim.cmd("Askhow explain timeline/order")
page = t.float()
t.check("… or the one that is named", page:find("order", 1, true) ~= nil and not is_page(page), page)
t.check("… whose names complete", vim.tbl_contains(vim.fn.getcompletion("Askhow explain timeline/", "cmdline"), "timeline/order"))
said = {}
t.go_to("## Risks", 0)
vim.cmd("Askhow explain")
t.check("… and says where none speaks", #said == 1 and said[1].message:find("no rule speaks", 1, true) ~= nil, said)
t.go_to("Why did", 2)

-- And turned off, where the file of settings is none.
vim.lsp.buf.code_action({
  apply = true,
  filter = function(action) return action.title == "Turn " .. why .. " off in this review" end,
})
t.feature("off", "a rule is turned off", t.eventually(function() return #t.findings(why) == 0 end), t.lines())

-- Settings that are saved hold at once, for what is open.
local function n_missed() return #t.findings("section/mitigators") end
t.check("a section is missed", t.eventually(function() return n_missed() > 0 end))
local settings = vim.fs.dirname(vim.api.nvim_buf_get_name(buf)) .. "/askhow.toml"
local function save(lines)
  vim.cmd.edit({ settings, bang = true })
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.cmd("silent write")
  vim.cmd.buffer(buf)
end
save({ "[rules]", '"section/*" = "off"' })
t.check("… and not any more, where the settings say so",
  t.eventually(function() return n_missed() == 0 end), vim.diagnostic.get(buf))
save({})
t.check("… and again", t.eventually(function() return n_missed() > 0 end))

-- A broken one is marked as soon as it is opened, with no review beside it.
save({ "[rules]", '"section/*" = "maybe"' })
vim.cmd("bwipeout! " .. vim.fn.fnameescape(settings))
vim.cmd("bwipeout!")
for _, client in ipairs(vim.lsp.get_clients()) do
  if vim.fn.has("nvim-0.11") == 1 then client:stop() else client.stop() end
end
t.check("no server is left", t.eventually(function() return #vim.lsp.get_clients() == 0 end))
said = {}
vim.cmd.edit({ settings, bang = true })
local broken = vim.api.nvim_get_current_buf()
t.check("settings that are broken are marked when they are opened", t.eventually(function()
  return #vim.diagnostic.get(broken, { lnum = 1 }) == 1 and #vim.api.nvim_buf_get_extmarks(broken, -1, { 1, 0 }, { 1, -1 }, {}) > 0
end), vim.diagnostic.get(broken))
vim.api.nvim_buf_set_lines(broken, 0, -1, false, { "[rules]" })
t.check("… until they are right, before they are saved", t.eventually(function() return #vim.diagnostic.get(broken) == 0 end),
  vim.diagnostic.get(broken))
t.check("… and nothing else is said", #said == 0, said)
