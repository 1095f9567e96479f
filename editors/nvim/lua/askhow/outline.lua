-- The outline of a review, sections with what they hold, as a list beside the text. It is what `gO` shows in a review;
-- elsewhere that key does what it did.
local M = {}

local DESC = "Outline of the review"

local function flat(symbols, depth, into)
  for _, symbol in ipairs(symbols) do
    local range = symbol.selectionRange or symbol.location.range
    table.insert(into, { text = ("  "):rep(depth) .. symbol.name, place = range.start })
    flat(symbol.children or {}, depth + 1, into)
  end
  return into
end

--- The text alone: the file and the numbers of lines say nothing in an outline.
function M.text(info)
  local list = vim.fn.getloclist(info.winid, { id = info.id, items = 1 }).items
  return vim.tbl_map(function(item) return item.text end, vim.list_slice(list, info.start_idx, info.end_idx))
end

local function list(buf, symbols, encoding)
  local items = vim.tbl_map(function(entry)
    local line = vim.api.nvim_buf_get_lines(buf, entry.place.line, entry.place.line + 1, false)[1] or ""
    local known, column = pcall(vim.str_byteindex, line, encoding, entry.place.character, false)
    if not known then column = 0 end
    return { bufnr = buf, lnum = entry.place.line + 1, col = column + 1, text = entry.text }
  end, flat(symbols, 0, {}))
  -- It begins with what the cursor stands in.
  local row, idx = vim.api.nvim_win_get_cursor(0)[1], 1
  for number, item in ipairs(items) do
    if item.lnum <= row and item.lnum >= items[idx].lnum then idx = number end
  end
  vim.fn.setloclist(0, {}, " ", { idx = idx, title = "Outline", items = items,
    quickfixtextfunc = "v:lua.require'askhow.outline'.text" })
  vim.cmd.lopen()
end

--- Opens it; `otherwise` is called with what is to be said where there is none.
function M.open(otherwise)
  local buf = vim.api.nvim_get_current_buf()
  local client = vim.lsp.get_clients({ bufnr = buf, name = "askhow" })[1]
  if not client then return otherwise("not running here, see :Askhow health") end
  local document = { textDocument = vim.lsp.util.make_text_document_params(buf) }
  local function take(_, symbols)
    if vim.api.nvim_get_current_buf() ~= buf then return end
    if not symbols or #symbols == 0 then return otherwise("this file is not read as a review") end
    list(buf, symbols, client.offset_encoding)
  end
  if vim.fn.has("nvim-0.11") == 1 then
    client:request("textDocument/documentSymbol", document, take, buf)
  else
    client.request("textDocument/documentSymbol", document, take, buf)
  end
end

--- Gives `gO` to the outline in this buffer, unless it is the user's own there.
function M.attach(client, buf)
  if not client.server_capabilities.documentSymbolProvider then return end
  local before = vim.api.nvim_buf_call(buf, function() return vim.fn.maparg("gO", "n", false, true) end)
  -- That of Neovim's own page for Markdown says so.
  local is_own = before.buffer == 1 and not (before.desc or ""):find("Outline", 1, true)
  if is_own or before.desc == DESC then return end
  local function otherwise(why)
    if before.callback then return before.callback() end
    require("askhow.say").line(why)
  end
  vim.keymap.set("n", "gO", function() M.open(otherwise) end, { buffer = buf, desc = DESC })
end

return M
