-- What we tell. Neovim waits for Enter behind a message that does not fit the last line, so ours fit. Whoever shows
-- messages by a plugin has room, and sees them whole.
local M = {}

--- As many whole words as there is room for; nil where that is not even one.
function M.cut(text, room)
  if vim.fn.strdisplaywidth(text) <= room then return text end
  local kept
  for place in text:gmatch("()%s") do
    local words = text:sub(1, place - 1):gsub("[,;:]+$", "") .. " …"
    if vim.fn.strdisplaywidth(words) > room then break end
    kept = words
  end
  return kept
end

--- Whether messages are shown by Neovim itself, whose own code has no files, or files of no folder.
local function is_plain()
  local source = debug.getinfo(vim.notify, "S").source
  return not vim.startswith(source, "@") or vim.startswith(source, "@vim/")
end

--- Tells it in one line. Where that is too long for the window, `short` stands in for it.
---@param message string
---@param level? integer
---@param short? string
function M.line(message, level, short)
  local text = "askhow: " .. message:gsub("^askhow: ", "")
  if is_plain() then
    local room = vim.v.echospace
    text = text:gsub("%s*\n%s*", " · ")
    if short and vim.fn.strdisplaywidth(text) > room then text = "askhow: " .. short end
    text = M.cut(text, room) or vim.fn.strcharpart(text, 0, room)
    -- What a question left on the last lines would count as lines of the message.
    vim.cmd.redraw()
  end
  vim.notify(text, level or vim.log.levels.INFO)
end

--- What the server tells: several lines are a page, to be read in a window.
function M.of_server(_, params)
  local lines = vim.split(vim.trim(params.message), "\n")
  if #lines > 1 then
    require("askhow.window").show("askhow", lines)
  else
    local levels = { vim.log.levels.ERROR, vim.log.levels.WARN }
    -- Of a file the name, and then what is wrong.
    local message = params.message:gsub("^askhow: ", "")
    M.line(message, levels[params.type], (message:gsub("^%S*/", "")))
  end
  return vim.NIL
end

return M
