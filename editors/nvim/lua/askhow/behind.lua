-- Messages behind their lines, where the window has no room for the whole: what repeats the line goes first, then all but
-- the question. Whoever formats these messages, or places them elsewhere, keeps that.
local M = {}

--- What of a message can stand for the whole, the longest first.
function M.forms(message)
  local forms = { message }
  local statement = message:match("^“.-” (.+)$")
  if statement then table.insert(forms, statement) end
  local question = message:match("; ([^;]+%?)$")
  if question then table.insert(forms, question) end
  return forms
end

--- As much of it as fits; where there is room for hardly a word, nothing: the sign before it remains.
function M.fitting(message, room)
  local forms = M.forms(message)
  for _, form in ipairs(forms) do
    if vim.fn.strdisplaywidth(form) <= room then return form end
  end
  return room >= 16 and require("askhow.say").cut(forms[#forms], room) or ""
end

--- The cells behind a line, in the narrowest window that shows it.
local function room_behind(buf, lnum)
  local line = vim.api.nvim_buf_get_lines(buf, lnum, lnum + 1, false)[1] or ""
  local hints = vim.api.nvim_buf_get_extmarks(buf, -1, { lnum, 0 }, { lnum, -1 }, { details = true, type = "virt_text" })
  local width = vim.fn.strdisplaywidth(line)
  for _, mark in ipairs(hints) do
    if mark[4].virt_text_pos == "inline" then
      for _, chunk in ipairs(mark[4].virt_text) do
        width = width + vim.fn.strdisplaywidth(chunk[1])
      end
    end
  end
  local room
  for _, window in ipairs(vim.fn.win_findbuf(buf)) do
    local info = vim.fn.getwininfo(window)[1]
    local columns = info.width - info.textoff
    local left = columns - (vim.wo[window].wrap and columns > 0 and width % columns or width)
    room = math.min(room or left, left)
  end
  return room or math.huge
end

--- How messages stand behind lines, as they would without us, but for their length.
local function virtual_text(namespace, buf)
  local chosen = vim.diagnostic.config().virtual_text
  if type(chosen) == "function" then chosen = chosen(namespace, buf) end
  if chosen == true then chosen = {} end
  local is_placed = type(chosen) == "table" and (chosen.virt_text_pos or "eol") ~= "eol" or (chosen or {}).virt_text_win_col
  if not chosen or chosen.format or is_placed then return chosen end
  return vim.tbl_extend("force", chosen, {
    format = function(finding)
      if finding.source ~= "askhow" then return finding.message end
      -- A sign for each finding, and the message of the last.
      local n_signs = #vim.diagnostic.get(buf, { namespace = namespace, lnum = finding.lnum })
      local source = chosen.source and #"askhow: " or 0
      return M.fitting(finding.message, room_behind(buf, finding.lnum) - (chosen.spacing or 4) - n_signs - source - 1)
    end,
  })
end

local namespaces = {}

--- Once more, where messages are shown: somebody may have hidden them.
local function show_again(buf)
  for namespace in pairs(namespaces) do
    local shown_in = vim.diagnostic.get_namespace(namespace).user_data.virt_text_ns
    if shown_in and #vim.api.nvim_buf_get_extmarks(buf, shown_in, 0, -1, { limit = 1 }) > 0 then
      vim.diagnostic.show(namespace, buf)
    end
  end
end

function M.setup()
  local group = vim.api.nvim_create_augroup("askhow.behind", {})
  vim.api.nvim_create_autocmd("DiagnosticChanged", {
    group = group,
    callback = function(event)
      local first = event.data.diagnostics[1]
      if not first or first.source ~= "askhow" or namespaces[first.namespace] then return end
      namespaces[first.namespace] = true
      if (vim.diagnostic.config(nil, first.namespace) or {}).virtual_text == nil then
        vim.diagnostic.config({ virtual_text = virtual_text }, first.namespace)
      end
    end,
  })
  vim.api.nvim_create_autocmd("WinResized", {
    group = group,
    callback = function()
      for _, window in ipairs(vim.v.event.windows) do
        if vim.api.nvim_win_is_valid(window) then show_again(vim.api.nvim_win_get_buf(window)) end
      end
    end,
  })
end

return M
