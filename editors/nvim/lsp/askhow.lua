-- What `vim.lsp.enable("askhow")` starts, from Neovim 0.11 on. `vim.lsp.config("askhow", { … })` changes any
-- of it.
return require("askhow").config()
