-- Starting the server: `setup()` for every version, `config()` for `vim.lsp.enable` from 0.11 on.
local M = {}

---@class askhow.Options
---@field cmd? string[] The program and its arguments: { "askhow", "lsp" }.
---@field filetypes? string[] Where the server attaches: { "markdown", "mdx", "quarto", "rmd" }.
---@field root_markers? string[] What marks the folder of a workspace: { "askhow.toml", ".git" }.
---@field settings? table The keys of `askhow.toml`; the file itself comes before them.

--- Markdown, and what is written in it under a name of its own.
M.filetypes = { "markdown", "mdx", "quarto", "rmd" }

local defaults = {
  cmd = { "askhow", "lsp" },
  filetypes = M.filetypes,
  root_markers = { "askhow.toml", ".git" },
  handlers = { ["window/showMessage"] = function(...) return require("askhow.say").of_server(...) end },
}

local function has_enable() return vim.lsp.enable ~= nil end

--- The options in force; those of `vim.lsp.config` come first where that is what starts the server.
function M.options()
  local base = vim.tbl_extend("force", defaults, M._options or {})
  if not has_enable() then return base end
  local known, config = pcall(function() return vim.lsp.config.askhow end)
  return known and config and vim.tbl_extend("force", base, config) or base
end

--- Neovim has no type for MDX. Where the user has given it none either, it is Markdown.
local function know_mdx()
  if vim.filetype.match({ filename = "review.mdx" }) == nil then
    vim.filetype.add({ extension = { mdx = "markdown" } })
  end
end

--- Whether the user has set it up, in either way.
function M.is_wanted() return M._options ~= nil or (vim.lsp.is_enabled ~= nil and vim.lsp.is_enabled("askhow")) end

--- What `lsp/askhow.lua` gives.
function M.config()
  know_mdx()
  return vim.tbl_extend("error", vim.deepcopy(defaults), {
    root_dir = function(buf, start)
      local options = M.options()
      if require("askhow.program").check(options.cmd) then start(vim.fs.root(buf, options.root_markers)) end
    end,
  })
end

--- Starts the server for a buffer, or attaches the one that runs already.
function M.start(buf)
  local options = M.options()
  if not require("askhow.program").check(options.cmd) then return end
  local config = vim.tbl_extend("force", options, {
    name = "askhow",
    root_dir = vim.fs.root(buf, options.root_markers),
  })
  vim.lsp.start(config, { bufnr = buf })
end

--- The buffers to which the server belongs.
function M.buffers()
  local filetypes = M.options().filetypes
  return vim.tbl_filter(function(buf)
    return vim.api.nvim_buf_is_loaded(buf)
      and vim.bo[buf].buftype == ""
      and vim.tbl_contains(filetypes, vim.bo[buf].filetype)
  end, vim.api.nvim_list_bufs())
end

--- Whether a buffer holds settings, which the server looks at as well.
function M.is_settings(buf)
  return vim.bo[buf].buftype == "" and vim.fs.basename(vim.api.nvim_buf_get_name(buf)) == "askhow.toml"
end

--- Everything in one call.
---@param options? askhow.Options
function M.setup(options)
  options = vim.deepcopy(options or {})
  if options.settings then
    -- Told at the start, a feature that is off is not even announced.
    options.init_options = options.settings
    options.settings = { askhow = options.settings }
  end
  M._options = options
  if has_enable() then
    vim.lsp.config("askhow", options)
    vim.lsp.enable("askhow")
    return
  end
  know_mdx()
  require("askhow.completion").setup()
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("askhow.start", {}),
    pattern = M.options().filetypes,
    callback = function(event)
      if vim.bo[event.buf].buftype == "" then M.start(event.buf) end
    end,
  })
  for _, buf in ipairs(M.buffers()) do
    M.start(buf)
  end
end

return M
