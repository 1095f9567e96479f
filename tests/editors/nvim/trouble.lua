-- The program is missing, then another program of that name, then there: each is said once, whatever is
-- opened, and the restart finds it when it has come.
local review = vim.api.nvim_buf_get_name(0)
local bin = os.getenv("ASKHOW_TEST_BIN") -- A folder first on the PATH, empty at first.
local real = os.getenv("ASKHOW_TEST_PROGRAM")

local function open_two()
  for _, name in ipairs({ "/one.md", "/two.md" }) do
    vim.cmd.edit({ vim.fs.dirname(review) .. name, bang = true })
    vim.wait(300)
  end
  vim.cmd.edit({ review, bang = true })
end
local function program(lines)
  vim.fn.writefile(lines, bin .. "/askhow")
  vim.fn.setfperm(bin .. "/askhow", "rwxr-xr-x")
end

t.check("a missing program is noticed", t.eventually(function() return #said > 0 end))
open_two()
t.feature("missing", "… and said once, with what to do", #said == 1
  and said[1].message:find("not on the PATH of Neovim", 1, true) ~= nil
  and said[1].message:find("setup({ cmd", 1, true) ~= nil, said)
said = {}
vim.cmd("Askhow new incidents/x.md Search was down")
t.check("… and by what needs it, before it asks anything",
  #said == 1 and said[1].message:find("not on the PATH of Neovim", 1, true) ~= nil, said)
said = {}
vim.cmd("Askhow answer")
t.check("… and where no server is, no question waits", #said == 1 and said[1].message:find("not running here", 1, true) ~= nil, said)
vim.cmd("checkhealth askhow")
local health = table.concat(t.lines(), "\n")
t.check("`:checkhealth` says so too", health:find("ERROR.+not on the PATH") ~= nil, health)
vim.cmd("bwipeout!")

said = {}
program({ "#!/bin/sh", "echo something else", "exit 0" })
vim.cmd("Askhow restart")
open_two()
t.feature("wrong", "a program that is another is said once, with its place", #said == 1
  and said[1].message:find(bin .. "/askhow is another program", 1, true) ~= nil
  and said[1].message:find("something else", 1, true) ~= nil, said)

said = {}
program({ "no program" })
vim.cmd("Askhow restart")
open_two()
t.check("a file that is no program is said once", #said == 1, said)

said = {}
program({ "#!/bin/sh", [[[ "$1" = --version ] && exec "$ASKHOW_TEST_PROGRAM" --version]], "exit 7" })
vim.cmd("Askhow restart")
t.check("a server that ends at its start is said", t.eventually(function() return #said > 0 end))
vim.wait(500)
t.check("… once", #said == 1, said)

said = {}
program({ "#!/bin/sh", ('exec "%s" "$@"'):format(real) })
vim.cmd("Askhow restart")
t.check("it attaches as soon as the program is right", t.attached())
t.check("… and nothing is said", #said == 0, said)
