-- Without our plugin, by Neovim's own configuration as our page shows it: findings come, and `gq` wraps paragraphs.
local buf = vim.api.nvim_get_current_buf()
t.check("there is no plugin", vim.fn.exists(":Askhow") == 0)
t.check("the server attaches", t.attached(buf), said)
t.check("a why question is found", t.eventually(function() return #t.findings("phrasing/why-question") == 1 end),
  vim.diagnostic.get(buf))
t.go_to("For 26 minutes", 0)
local row = t.row_of("For 26 minutes")
vim.bo.textwidth = 40
vim.cmd("normal! gqq")
t.check("`gq` wraps a paragraph", t.lines()[row + 1] == "For 26 minutes, 4,100 of 9,700 payments", t.lines()[row + 1])
vim.cmd("undo")
-- That it is the line of the page which does so.
vim.bo.formatexpr = "v:lua.vim.lsp.formatexpr()"
vim.cmd("normal! gqq")
t.check("… as Neovim alone would not", #t.lines()[row + 1] > 80, t.lines()[row + 1])
