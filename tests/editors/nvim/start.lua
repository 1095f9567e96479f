-- Runs the script that ASKHOW_SCRIPT names in a Neovim that has started as it does for a person: plugins
-- found in its own folders, the user's init.lua read, the file of the command line opened.
--   nvim --headless --cmd 'luafile start.lua' REVIEW
-- One line for each check, then how many there were. `seen NAME` stands for a row of features.tsv.
local script = os.getenv("ASKHOW_SCRIPT")
vim.o.swapfile = false
vim.o.virtualedit = "onemore" -- The cursor can stand behind a line, as it does while one types.

_G.said = {} -- What Neovim would have told the user.
vim.notify = function(message, level) table.insert(said, { message = message, level = level }) end

local t = { patience = 30000 }
local checks, failures = 0, 0

local function line(text) io.stdout:write(text .. "\n") end

--- One check; `seen` is shown where it fails.
function t.check(name, ok, seen)
  checks = checks + 1
  line(("%s %s"):format(ok and "ok  " or "FAIL", name))
  if not ok then
    failures = failures + 1
    if seen ~= nil then line("     seen: " .. vim.inspect(seen)) end
  end
  return ok
end

--- A check that shows a feature at work.
function t.feature(id, name, ok, seen)
  if t.check(name, ok, seen) then line("seen " .. id) end
end

function t.eventually(condition) return vim.wait(t.patience, condition, 10) end

function t.finish()
  line(("%d checks, %d failed"):format(checks, failures))
  io.stdout:flush()
  os.exit(failures > 0 and 1 or 0)
end

function t.client(buf) return vim.lsp.get_clients({ bufnr = buf or 0, name = "askhow" })[1] end

function t.attached(buf)
  return t.eventually(function() return t.client(buf) ~= nil and t.client(buf).initialized end)
end

-- Places are found by their text, so the review can grow.
function t.lines() return vim.api.nvim_buf_get_lines(0, 0, -1, false) end
function t.row_of(text)
  for number, found in ipairs(t.lines()) do
    if found:find(text, 1, true) then return number - 1 end
  end
  error("no line has " .. text)
end
function t.go_to(text, column) vim.api.nvim_win_set_cursor(0, { t.row_of(text) + 1, column or 0 }) end

function t.findings(code)
  return vim.tbl_filter(function(finding) return finding.code == code end, vim.diagnostic.get(0))
end

--- The text of the window that floats, once there is one; it is closed.
function t.float()
  local shown
  t.eventually(function()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        local buf = vim.api.nvim_win_get_buf(window)
        shown = table.concat(vim.api.nvim_buf_get_lines(buf, 0, -1, false), "\n")
        vim.api.nvim_win_close(window, true)
        return true
      end
    end
  end)
  return shown or ""
end

--- The answer of our server.
function t.request(method, params)
  local answers = vim.lsp.buf_request_sync(0, method, params, t.patience) or {}
  local answer = answers[t.client().id] or {}
  return answer.result, answer.err or answer.error
end

function t.place() return vim.lsp.util.make_position_params(0, t.client().offset_encoding) end

--- What would be offered at the cursor.
function t.completions()
  local list = t.request("textDocument/completion", t.place()) or {}
  return list.items or list
end

_G.t = t
vim.api.nvim_create_autocmd("VimEnter", {
  callback = function()
    vim.schedule(function()
      local ok, failure = xpcall(dofile, debug.traceback, script)
      if not ok then t.check("the script runs to its end", false, failure) end
      t.finish()
    end)
  end,
})
