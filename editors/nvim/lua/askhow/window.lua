-- A page of Markdown in a window over the text, in which one can read and scroll.
local M = {}

--- Shows it; `q` and Escape close it.
function M.show(title, lines)
  local buf = vim.api.nvim_create_buf(false, true)
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, lines)
  vim.bo[buf].bufhidden, vim.bo[buf].modifiable = "wipe", false
  local width = math.max(20, math.min(82, vim.o.columns - 6))
  local shown = 0
  for _, line in ipairs(lines) do
    shown = shown + math.max(1, math.ceil(vim.fn.strdisplaywidth(line) / width))
  end
  local height = math.max(1, math.min(shown, vim.o.lines - 6))
  local window = vim.api.nvim_open_win(buf, true, {
    relative = "editor",
    style = "minimal",
    border = "rounded",
    title = (" %s "):format(title),
    width = width,
    height = height,
    row = math.max(0, math.floor((vim.o.lines - height) / 2) - 2),
    col = math.max(0, math.floor((vim.o.columns - width) / 2) - 1),
  })
  vim.wo[window].wrap, vim.wo[window].linebreak = true, true
  vim.wo[window].conceallevel, vim.wo[window].concealcursor = 2, "nc"
  -- Not as a type of file: this text is none of the user's, and no server is to look at it.
  if not pcall(vim.treesitter.start, buf, "markdown") then vim.bo[buf].syntax = "markdown" end
  for _, key in ipairs({ "q", "<Esc>" }) do
    vim.keymap.set("n", key, "<Cmd>close<CR>", { buffer = buf, nowait = true })
  end
end

return M
