-- The command `:Askhow`, and a word where the server is wanted and can't be had. Everything else is loaded
-- when it is needed.
if vim.g.loaded_askhow then return end
vim.g.loaded_askhow = true

vim.api.nvim_create_user_command("Askhow", function(call) require("askhow.commands").run(call.fargs) end, {
  nargs = "*",
  desc = "Work on an incident review",
  complete = function(typed, line) return require("askhow.commands").complete(typed, line) end,
})

-- Neovim from 0.12 on passes over a server whose program is missing without a word.
vim.api.nvim_create_autocmd("FileType", {
  group = vim.api.nvim_create_augroup("askhow.program", {}),
  callback = function(event)
    local is_enabled = vim.lsp.is_enabled
    if not (is_enabled and is_enabled("askhow")) then return end
    if vim.tbl_contains(require("askhow").filetypes, event.match) then
      require("askhow.program").check(vim.lsp.config.askhow.cmd)
    end
  end,
})

-- What is wrong in a file of settings is shown as soon as it is opened, with or without a review beside it.
vim.api.nvim_create_autocmd({ "BufReadPost", "BufNewFile" }, {
  group = vim.api.nvim_create_augroup("askhow.settings.open", {}),
  pattern = "askhow.toml",
  callback = function(event)
    local askhow = require("askhow")
    if not askhow.is_wanted() or vim.bo[event.buf].buftype ~= "" then return end
    -- What a server said that has ended stays with a file that was not open.
    for _, finding in ipairs(vim.diagnostic.get(event.buf)) do
      if finding.source == "askhow" then vim.diagnostic.reset(finding.namespace, event.buf) end
    end
    askhow.start(event.buf)
  end,
})

-- Settings hold as soon as they are saved; Neovim has no eye on files by itself everywhere.
vim.api.nvim_create_autocmd("BufWritePost", {
  group = vim.api.nvim_create_augroup("askhow.settings", {}),
  pattern = "askhow.toml",
  callback = function(event)
    local changed = { changes = { { uri = vim.uri_from_bufnr(event.buf), type = 2 } } }
    -- Methods of a client are called with a colon from 0.11 on; in 0.10 a colon would pass the client twice.
    local function call(client, method, ...)
      if vim.fn.has("nvim-0.11") == 1 then return client[method](client, ...) end
      return client[method](...)
    end
    for _, client in ipairs(vim.lsp.get_clients({ name = "askhow" })) do
      call(client, "notify", "workspace/didChangeWatchedFiles", changed)
      -- Asked to look again, 0.10 does not, and 0.12 passes over what is open.
      for buf in pairs(client.attached_buffers) do
        local provider = client.server_capabilities.diagnosticProvider
        if provider then
          local document = vim.lsp.util.make_text_document_params(buf)
          document = { textDocument = document, identifier = provider.identifier }
          call(client, "request", "textDocument/diagnostic", document, nil, buf)
        end
      end
    end
  end,
})

-- "Explain …" among the code actions: a window instead of a message.
vim.lsp.commands["askhow.explain"] = function(command) require("askhow.explain").show(command.arguments[1]) end

-- Formatting is for timelines alone, so `gq` goes on wrapping paragraphs as it did. Behind an entry, Enter goes on with
-- the next one; `gO` shows the outline of a review.
vim.api.nvim_create_autocmd("LspAttach", {
  group = vim.api.nvim_create_augroup("askhow.wrap", {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    local ours = client and client.name == "askhow"
    if ours and vim.bo[event.buf].formatexpr == "v:lua.vim.lsp.formatexpr()" then
      vim.bo[event.buf].formatexpr = ""
    end
    if not ours then return end
    require("askhow.behind").setup()
    if require("askhow").is_settings(event.buf) then return end
    require("askhow.enter").attach(client, event.buf)
    require("askhow.outline").attach(client, event.buf)
  end,
})
vim.api.nvim_create_autocmd("LspDetach", {
  group = vim.api.nvim_create_augroup("askhow.enter", {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == "askhow" then require("askhow.enter").detach(event.buf) end
  end,
})
