-- askhow in Neovim 0.10: put this into your init.lua.
vim.api.nvim_create_autocmd("FileType", {
  pattern = "markdown",
  callback = function(event)
    vim.lsp.start({
      name = "askhow",
      cmd = { "askhow", "lsp" },
      root_dir = vim.fs.root(event.buf, { "askhow.toml", ".git" }),
    })
  end,
})
