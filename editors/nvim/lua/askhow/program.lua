-- Whether the program is there and is ours. It is asked for its version once, and what is wrong is said once:
-- not for every file that is opened.
local M = {}

local answers = {}

--- What `PROGRAM --version` says, or what is wrong and what to do.
---@return string? version
---@return string? problem
function M.version(cmd)
  -- A function or a wrapper (ssh, a container) is the user's own affair.
  if type(cmd) ~= "table" or cmd[2] ~= "lsp" then return "not asked", nil end
  local program = cmd[1]
  if vim.fn.executable(program) == 0 then
    return nil,
      ("askhow: `%s` is not on the PATH of Neovim. Install it, or name it: "
        .. "require('askhow').setup({ cmd = { '/path/to/askhow', 'lsp' } })"):format(program)
  end
  local started, said = pcall(function()
    return vim.system({ program, "--version" }, { text = true, timeout = 5000 }):wait()
  end)
  local version = started and said.code == 0 and (said.stdout or ""):match("^askhow (%S+)")
  if version then return version, nil end
  local answer = not started and "it can't be started"
    or ("`%s --version` says %q"):format(program, vim.trim((said.stdout or "") .. (said.stderr or "")):sub(1, 60))
  return nil,
    ("askhow: %s is another program or a broken copy: %s. Put askhow before it on the PATH, or name it: "
      .. "require('askhow').setup({ cmd = { '/path/to/askhow', 'lsp' } })"):format(vim.fn.exepath(program), answer)
end

--- Says what is wrong, and what to do; where that is too long for the window, the check of health has it.
function M.tell(problem)
  local what = problem:find("not on the PATH", 1, true) and "not on the PATH" or "another program"
  require("askhow.say").line(problem, vim.log.levels.WARN, what .. ", see :Askhow health")
end

--- Whether it can be started. The first time it can't, that is said.
function M.check(cmd)
  local key = vim.inspect(cmd)
  if answers[key] == nil then
    local version, problem = M.version(cmd)
    answers[key] = version ~= nil
    if problem then vim.schedule(function() M.tell(problem) end) end
  end
  return answers[key]
end

--- Asks again the next time: it may have been installed meanwhile.
function M.forget() answers = {} end

return M
