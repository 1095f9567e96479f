-- `:checkhealth askhow`.
local M = {}

local function program(health, cmd)
  local version, problem = require("askhow.program").version(cmd)
  if problem then
    health.error(problem:gsub("^askhow: ", ""), "`cargo install --locked --path crates/askhow` in a clone of askhow")
  elseif version == "not asked" then
    health.info("started by a command of yours: " .. vim.inspect(cmd))
  else
    health.ok(("askhow %s: %s"):format(version, vim.fn.exepath(cmd[1])))
  end
  return problem == nil and version ~= "not asked"
end

local function clients(health)
  local running = vim.lsp.get_clients({ name = "askhow" })
  for _, client in ipairs(running) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(("running for %d buffer%s, offsets in %s, root %s"):format(buffers, buffers == 1 and "" or "s",
      client.offset_encoding, client.config.root_dir or "none"))
  end
  if #running > 0 then return end
  if require("askhow").is_wanted() then
    health.info("not running: it starts with the first Markdown file")
  else
    health.warn("not enabled", "put `require('askhow').setup()` into your init.lua")
  end
end

local function settings(health, cmd)
  local said = vim.system({ cmd[1], "config" }, { text = true, timeout = 5000, cwd = vim.fn.getcwd() }):wait()
  local wrong = vim.trim(said.stderr or "")
  if said.code == 0 and wrong == "" then
    health.ok("the settings of this folder are in order (`askhow config` shows them)")
  else
    health.warn("settings of this folder: " .. wrong)
  end
end

function M.check()
  local health = vim.health
  health.start("askhow")
  if vim.fn.has("nvim-0.10") == 0 then
    health.error("Neovim 0.10 or later is needed")
    return
  end
  local cmd = require("askhow").options().cmd
  if program(health, cmd) then settings(health, cmd) end
  clients(health)
  health.info("log: " .. require("askhow.commands").log_path())
end

return M
