-- Enter behind an entry of a timeline goes on with the next one. Neovim has that request from 0.12 on, but leaves the
-- cursor in front of what comes in at its place.
local M = {}

--- The buffers in which Enter is told, and the client to which.
local clients = {}

--- Where the cursor goes with an edit that ends at its place: behind what is put in, in bytes.
local function behind(edit)
  local lines = vim.split(edit.newText, "\n", { plain = true })
  local start = edit.range.start
  local column = #lines == 1 and start.character or 0
  return { start.line + #lines, column + #lines[#lines] }
end

local function ask(buf, client)
  local params = vim.tbl_extend("keep", { ch = "\n" }, vim.lsp.util.make_formatting_params(),
    vim.lsp.util.make_position_params(0, client.offset_encoding))
  local tick, position = vim.api.nvim_buf_get_changedtick(buf), params.position
  local function take(_, edits)
    local is_same = vim.api.nvim_get_current_buf() == buf and vim.api.nvim_buf_get_changedtick(buf) == tick
    if not (edits and is_same and vim.api.nvim_get_mode().mode == "i") then return end
    local at_cursor = vim.tbl_filter(function(edit) return vim.deep_equal(edit.range["end"], position) end, edits)[1]
    local place = at_cursor and behind(at_cursor)
    vim.lsp.util.apply_text_edits(edits, buf, client.offset_encoding)
    if place then vim.api.nvim_win_set_cursor(0, place) end
  end
  local method = "textDocument/onTypeFormatting"
  if vim.fn.has("nvim-0.11") == 1 then
    client:request(method, params, take, buf)
  else
    client.request(method, params, take, buf)
  end
end

local function on_key(_, typed)
  local client = typed == "\r" and clients[vim.api.nvim_get_current_buf()]
  if not client or vim.api.nvim_get_mode().mode ~= "i" or vim.fn.pumvisible() == 1 then return end
  local buf = vim.api.nvim_get_current_buf()
  -- Once the line break is in the text, and the server knows of it.
  vim.schedule(function()
    if vim.api.nvim_get_current_buf() == buf and vim.lsp.get_client_by_id(client.id) then ask(buf, client) end
  end)
end

--- Tells our server of each Enter that is typed in a buffer, if it wants to know.
function M.attach(client, buf)
  if not client.server_capabilities.documentOnTypeFormattingProvider then return end
  if next(clients) == nil then vim.on_key(on_key, vim.api.nvim_create_namespace("askhow.enter")) end
  clients[buf] = client
end

function M.detach(buf)
  clients[buf] = nil
  if next(clients) == nil then vim.on_key(nil, vim.api.nvim_create_namespace("askhow.enter")) end
end

return M
