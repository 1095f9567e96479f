-- `:Askhow entry`: an entry for the present moment, and the cursor where one writes on.
local M = {}

local KIND = "refactor.rewrite.entryNow"

--- The places at which an entry can stand, the best first: the cursor; behind the last entry of the review; the bullets
--- and the lines that wait for words.
local function places(entries)
  local found = { false }
  local last = entries[#entries]
  if last then table.insert(found, last.range["end"]) end
  for number, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    if line:find("^%s*[-*+]%s*$") then table.insert(found, { line = number - 1, character = #line }) end
  end
  return found
end

--- Where one writes on in the line of a new entry: in its first empty cell if it is a row, else at its end.
local function go_behind(edit)
  local _, breaks = edit.newText:gsub("%s+$", ""):gsub("\n", "")
  local row = edit.range.start.line + breaks + 1
  local line = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]
  local cell = line:find("|%s%s+|")
  vim.api.nvim_win_set_cursor(0, { row, cell and cell + 1 or #line })
  vim.cmd(cell and "startinsert" or "startinsert!")
end

local function edit_of(action)
  for _, change in ipairs(action.edit.documentChanges or {}) do
    if change.edits then return change.edits[1] end
  end
  return (vim.tbl_values(action.edit.changes or {})[1] or {})[1]
end

--- Adds it at the first place that takes one.
function M.add(client, overview, actions, say)
  local function try(left)
    if #left == 0 then
      return say("there is no timeline yet; under its heading CTRL-X CTRL-O offers the first stamp", nil,
        "no timeline yet under its own heading")
    end
    actions(client, KIND, left[1] or nil, function(found)
      if not found[1] then return try(vim.list_slice(left, 2)) end
      local edit = edit_of(found[1])
      vim.lsp.util.apply_workspace_edit(found[1].edit, client.offset_encoding)
      if edit then go_behind(edit) end
    end)
  end
  try(places(overview.entries or {}))
end

return M
