-- Completion before Neovim 0.11, which inserts words of one line and makes no additional edits. The lines below the first
-- come as such an edit, of the line that follows; here it is made.
local M = {}

--- Adds the lines below a word that was completed, and puts the cursor behind the last that holds something.
function M.done()
  local completed = vim.v.completed_item
  local item = vim.tbl_get(completed, "user_data", "nvim", "lsp", "completion_item") or {}
  local client = vim.lsp.get_clients({ bufnr = 0, name = "askhow" })[1]
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local below = (item.additionalTextEdits or {})[1]
  local is_ours = client and below and below.range.start.line == row and below.range.start.character == 0
  if not is_ours or not vim.endswith(vim.api.nvim_get_current_line():sub(1, column), completed.word) then return end
  local buf = vim.api.nvim_get_current_buf()
  vim.schedule(function()
    vim.lsp.util.apply_text_edits({ below }, buf, client.offset_encoding)
    -- A whole review is begun at its title.
    if item.kind == vim.lsp.protocol.CompletionItemKind.File then return end
    local last = row + #vim.split((below.newText:gsub("\n+$", "")), "\n")
    vim.api.nvim_win_set_cursor(0, { last, #vim.api.nvim_buf_get_lines(buf, last - 1, last, false)[1] })
  end)
end

function M.setup()
  vim.api.nvim_create_autocmd("CompleteDone", {
    group = vim.api.nvim_create_augroup("askhow.completion", {}),
    callback = M.done,
  })
end

return M
