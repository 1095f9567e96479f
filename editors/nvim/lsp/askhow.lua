-- askhow in Neovim 0.11 or later. Put this file into `lsp/` of your configuration (usually
-- ~/.config/nvim/lsp/askhow.lua), and into your init.lua one line:
--
--   vim.lsp.enable("askhow")
return {
  cmd = { "askhow", "lsp" },
  filetypes = { "markdown" },
  root_markers = { "askhow.toml", ".git" },
}
