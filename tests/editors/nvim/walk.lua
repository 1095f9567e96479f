-- A newcomer's path: the plugin is installed, a review is open. See a finding, read questions, complete a
-- section, take a fix, sort the timeline, begin a review, restart the server.
local buf = vim.api.nvim_get_current_buf()
local review = vim.api.nvim_buf_get_name(buf)
t.check("the server attaches", t.attached(buf), said)
io.stdout:write(("     offsets in %s, root %s\n"):format(t.client().offset_encoding, tostring(t.client().config.root_dir)))
local first = t.client().id

-- Findings.
local why, order = "phrasing/why-question", "timeline/order"
local function text_of(finding)
  return table.concat(
    vim.api.nvim_buf_get_text(buf, finding.lnum, finding.col, finding.end_lnum, finding.end_col, {}), "\n")
end
t.feature("findings", "a why question is found", t.eventually(function() return #t.findings(why) == 1 end),
  vim.diagnostic.get(buf))
local question = t.findings(why)[1]
t.check("… where it stands", question.lnum == t.row_of("Why did") and text_of(question):find("^Why") ~= nil, question)
t.check("… by askhow", question.source == "askhow", question)
t.check("an entry out of order is found", t.eventually(function() return #t.findings(order) == 1 end),
  vim.diagnostic.get(buf))
t.check("… at its stamp", text_of(t.findings(order)[1]):find("16:4", 1, true) ~= nil, t.findings(order))
local missing = #t.findings("section/missing") + #t.findings("section/mitigators")
t.check("missing sections are named once", #t.findings("section/missing") <= 1 and missing >= 1, vim.diagnostic.get(buf))

-- Questions, as `K` shows them and as `:Askhow ask` does.
t.go_to("## Risks", 4)
vim.lsp.buf.hover()
local shown = t.float()
t.feature("hover", "hover asks how", shown:find("How .+%?") ~= nil, shown)
t.check("… and not why", shown:find("Why") == nil, shown)
vim.cmd("Askhow ask")
t.feature("ask", "`:Askhow ask` asks the same", t.float() == shown, shown)

-- Where something can be rewritten it offers that.
local chosen, select = nil, vim.ui.select
local function choosing(pattern)
  chosen = nil
  vim.ui.select = function(items, options, done)
    local shown_as = options.format_item or tostring
    chosen = vim.tbl_map(shown_as, items)
    for _, item in ipairs(items) do
      if shown_as(item):find(pattern) then return done(item) end
    end
    done(nil)
  end
end
local as_it_was = t.lines()
t.go_to("Why did", 2)
choosing("^Ask “What was happening")
vim.cmd("Askhow ask")
t.check("`:Askhow ask` offers the rewrites of a finding, and takes the one that is chosen", t.eventually(function()
  return vim.tbl_contains(t.lines(), "What was happening when the deploy failed at 16:40?")
end), chosen)
t.check("… and nothing that silences it", not table.concat(chosen or {}, "\n"):find("Ignore", 1, true), chosen)
vim.ui.select = select
vim.api.nvim_buf_set_lines(buf, 0, -1, false, as_it_was)

-- Completion where a section may begin. The request goes out behind the change, as it does in use.
local before = t.lines()
local row = t.row_of("## Risks")
vim.api.nvim_buf_set_lines(buf, row, row, false, { "## ", "" })
vim.api.nvim_win_set_cursor(0, { row + 1, 3 })
local labels = vim.tbl_map(function(item) return item.label end, t.completions())
local all = "|" .. table.concat(labels, "|"):lower() .. "|"
for _, name in ipairs({ "mitigators", "difficulties in handling", "artifacts", "references", "open questions" }) do
  t.check("completion offers " .. name, all:find(name, 1, true) ~= nil, labels)
end
for _, name in ipairs({ "timeline", "risks", "contributors", "follow-up" }) do
  t.check("… and no second " .. name, all:find("|" .. name, 1, true) == nil, labels)
end
-- A name half typed, and its item taken.
vim.api.nvim_buf_set_lines(buf, row, row + 1, false, { "## Miti" })
vim.api.nvim_win_set_cursor(0, { row + 1, 7 })
local function completed()
  local items = t.completions()
  local item = vim.tbl_filter(function(it) return it.label == "Mitigators" end, items)[1]
  if not item then return false end
  vim.lsp.util.apply_text_edits({ item.textEdit }, buf, t.client().offset_encoding)
  return table.concat(t.lines(), "\n"):find("\n## Mitigators\n", 1, true) ~= nil
end
t.feature("section", "a section is completed, heading and first item", completed(), t.lines())
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)

-- The next stamp of the timeline.
local last = t.row_of("Payments are back")
vim.api.nvim_buf_set_lines(buf, last + 1, last + 1, false, { "- " })
vim.api.nvim_win_set_cursor(0, { last + 2, 2 })
local stamps = vim.tbl_map(function(item) return item.label end, t.completions())
t.feature("stamp", "the next stamp is offered", vim.tbl_contains(stamps, "2024-03-05 16:59 UTC"), stamps)
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
t.check("findings come back with the text", t.eventually(function()
  return #t.findings(why) == 1 and t.findings(why)[1].lnum == t.row_of("Why did")
end), vim.diagnostic.get(buf))

-- Beside the entries, how long after the beginning each was.
vim.lsp.inlay_hint.enable(true, { bufnr = buf })
local function hints()
  return vim.tbl_map(function(it) return it.inlay_hint.label end, vim.lsp.inlay_hint.get({ bufnr = buf }))
end
t.feature("hints", "hints count from the beginning", t.eventually(function()
  return vim.tbl_contains(hints(), "+4m")
end), hints())
vim.lsp.inlay_hint.enable(false, { bufnr = buf })

-- One stamp in another notation, formatted.
local odd = vim.tbl_map(function(line) return (line:gsub("16:58 UTC Pay", "4:58 PM UTC Pay")) end, before)
vim.api.nvim_buf_set_lines(buf, 0, -1, false, odd)
t.check("a stamp stands in another notation", not vim.deep_equal(t.lines(), before), t.lines())
vim.lsp.buf.format({ bufnr = buf, name = "askhow", timeout_ms = t.patience })
t.feature("format", "formatting writes it as the others are", vim.deep_equal(t.lines(), before), t.lines())

t.check("… and `gq` wraps paragraphs as it did", vim.bo[buf].formatexpr == "", vim.bo[buf].formatexpr)

-- A pasted chat, selected.
local chat = t.row_of("Payments are back") + 1
vim.api.nvim_buf_set_lines(buf, chat, chat, false, { "Zoë  [4:59 PM]", "all is quiet", "Jiří  [5:01 PM]", "here too" })
vim.lsp.buf.code_action({
  apply = true,
  range = { start = { chat + 1, 0 }, ["end"] = { chat + 4, 8 } },
  filter = function(action) return vim.startswith(action.title, "Turn pasted chat") end,
})
t.feature("chat", "a pasted chat becomes entries", t.eventually(function()
  return t.lines()[chat + 1] == "- 2024-03-05 16:59 UTC **Zoë**: all is quiet"
    and t.lines()[chat + 2] == "- 2024-03-05 17:01 UTC **Jiří**: here too"
end), t.lines())
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
t.eventually(function() return #t.findings(why) == 1 end)

-- The outline.
local symbols = vim.inspect(t.request("textDocument/documentSymbol",
  { textDocument = vim.lsp.util.make_text_document_params(buf) }))
t.check("the outline has the sections", symbols:find("Risks", 1, true) ~= nil, symbols)
-- By the key, which Neovim has given to its own table of headings since 0.11.
local function listed() return vim.tbl_map(function(item) return item.text end, vim.fn.getloclist(0)) end
vim.api.nvim_feedkeys("gO", "x", false)
t.feature("outline", "`gO` lists sections and entries", t.eventually(function()
  local all = table.concat(listed(), "\n")
  return all:find("\n  Risks\n", 1, true) ~= nil and all:find("    2024-03-05 16:36 UTC The alert", 1, true) ~= nil
end), listed())
t.check("… with their words alone", vim.bo.buftype == "quickfix" and vim.fn.getline(1) == "Checkout slow after a config push", vim.fn.getline(1, "$"))
vim.fn.search("Risks$")
vim.cmd("normal! \r")
t.check("… and leads there", vim.fn.bufnr() == buf and vim.api.nvim_get_current_line() == "## Risks", vim.api.nvim_get_current_line())
vim.cmd.lclose()
t.go_to("Zoë rolls", 20)
vim.cmd("Askhow outline")
t.check("… and begins with what the cursor stands in", t.eventually(function()
  return vim.bo.buftype == "quickfix" and vim.api.nvim_get_current_line():find("16:44 UTC Zoë rolls", 1, true) ~= nil
end), vim.api.nvim_get_current_line())
vim.cmd.lclose()

-- The quick fix, as the menu of code actions applies it.
t.go_to("Why did", 2)
vim.lsp.buf.code_action({
  apply = true,
  context = { only = { "quickfix" }, diagnostics = vim.tbl_map(
    function(finding) return finding.user_data.lsp end, t.findings(why)) },
  filter = function(action) return action.isPreferred end,
})
local wanted = vim.tbl_map(function(line)
  return line == "Why did the deploy fail at 16:40?" and "How did the deploy come to fail at 16:40?" or line
end, before)
t.feature("fix", "the quick fix changes the question and nothing else",
  t.eventually(function() return vim.deep_equal(t.lines(), wanted) end), t.lines())
t.check("… and the finding goes", t.eventually(function() return #t.findings(why) == 0 end), t.findings(why))

-- Commands.
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
said = {}
vim.cmd("Askhow fix")
t.feature("fix-all", "`:Askhow fix` takes what is safe",
  t.eventually(function() return vim.tbl_contains(t.lines(), "How did the deploy come to fail at 16:40?") end), t.lines())
t.check("… and says how much it changed", t.eventually(function() return #said > 0 end)
  and #said == 1 and said[1].message == "askhow: 1 line changed", said)
local stop, roll = "Jiří stops the deploy", "Zoë rolls the limits back"
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
vim.cmd("Askhow sort")
t.feature("sort", "`:Askhow sort` puts the timeline in order",
  t.eventually(function() return t.row_of(stop) < t.row_of(roll) end), t.lines())
said = {}
vim.cmd("Askhow sort")
t.check("… and says when there is nothing to do", t.eventually(function() return #said == 1 end)
  and said[1].message:find("in order", 1, true) ~= nil, said)
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
-- From anywhere in the file.
t.go_to("# Checkout", 0)
vim.cmd("Askhow entry")
t.feature("entry", "`:Askhow entry` adds one for now, in the notation of the timeline", t.eventually(function()
  local entry = t.lines()[t.row_of("Payments are back") + 2] or ""
  return entry:find("^%- 2%d%d%d%-%d%d%-%d%d %d%d:%d%d UTC ?$") ~= nil
end), t.lines())
t.check("… and the cursor behind its stamp", t.eventually(function()
  local place = vim.api.nvim_win_get_cursor(0)
  return place[1] == t.row_of("Payments are back") + 2 and place[2] >= #vim.api.nvim_get_current_line() - 1
end), vim.api.nvim_win_get_cursor(0))
vim.cmd.stopinsert()
vim.api.nvim_buf_set_lines(buf, 0, -1, false, { "# Slow payments", "", "## Contributors", "", "- ", "", "## Timeline (UTC)",
  "", "- ", "", "## Mitigators", "", "- " })
vim.api.nvim_win_set_cursor(0, { 1, 0 })
vim.cmd("Askhow entry")
t.check("… and the first one of a timeline", t.eventually(function()
  return t.lines()[9]:find("^%- .*%d%d:%d%d") ~= nil and t.lines()[5] == "- "
end), t.lines())
vim.cmd.stopinsert()
vim.api.nvim_buf_set_lines(buf, 0, -1, false, { "# Slow payments", "", "## Contributors", "", "- The pool", "", "## Mitigators",
  "", "- The alert" })
said = {}
vim.cmd("Askhow entry")
t.check("… and says where there is none", t.eventually(function() return #said == 1 end)
  and said[1].message:find("no timeline yet", 1, true) ~= nil, said)
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)

-- The queue of questions: the next one is asked, its answer lands in its section, and one undo takes it back.
local input, prompts, words = vim.ui.input, {}, nil
vim.ui.input = function(options, done)
  table.insert(prompts, options.prompt)
  done(words)
end
local function told(text)
  local found = t.eventually(function() return #said > 0 end) and #said == 1 and said[1].message:find(text, 1, true) ~= nil
  local seen = said
  said = {}
  return found, seen
end
local function asks(command, text)
  said = {}
  vim.cmd("Askhow " .. command)
  return told(text)
end
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
t.go_to("2024-03-05 16:40 UTC", 8)
words = "The alert was new"
t.check("`:Askhow answer` says where it wrote", asks("answer", "under “Mitigators”"))
local answered = t.row_of("- The alert was new")
t.feature("answer", "an answer lands in its section", (prompts[1] or ""):find("^Mitigators: How .+%? $") ~= nil
  and t.row_of("## Mitigators") == answered - 2 and answered < t.row_of("## Risks"), { prompts, t.lines() })
t.check("… and what the cursor stood on is under it", vim.api.nvim_get_current_line():find("16:40 UTC", 1, true) ~= nil
  and vim.api.nvim_win_get_cursor(0)[2] == 8, vim.api.nvim_get_current_line())
local once = t.lines()
words = "The names of the dashboards"
t.check("… the next one too", asks("answer", "under “Difficulties in Handling”"))
t.check("… which is another question", prompts[2] ~= prompts[1] and t.row_of("- The names of the dashboards") > 0, prompts)
vim.cmd("silent undo")
t.check("one undo takes one answer back", vim.deep_equal(t.lines(), once), t.lines())
vim.cmd("silent undo")
t.check("… and the next the other", vim.deep_equal(t.lines(), before), t.lines())
words = " "
t.check("an empty answer writes nothing, and says so", asks("answer", "nothing is written") and vim.deep_equal(t.lines(), before))
words = nil
prompts = {}
vim.cmd("Askhow answer")
t.check("… and one that is called off neither", t.eventually(function() return #prompts == 1 end) and vim.deep_equal(t.lines(), before))
t.check("`:Askhow later` leaves a question", asks("later", "left for later: Mitigators: How"))
words, prompts = "", {}
t.check("… and the one behind it is asked", asks("answer", "nothing is written") and vim.startswith(prompts[1], "Difficulties"), prompts)
t.check("`:Askhow again` asks it again", asks("again", "is asked again") and asks("answer", "nothing is written")
  and vim.startswith(prompts[2], "Mitigators"), prompts)
t.check("… and says where nothing was left", asks("again", "nothing was left"))
for _ = 1, 20 do
  asks("later", "")
end
t.check("what is left for later is told where nothing else waits", asks("answer", "only what you left for later waits"))
asks("again", "")
vim.api.nvim_buf_set_lines(buf, 0, -1, false, { "# Payments", "", "## Description", "", "It was slow.", "", "## Contributors", "",
  "- The pool", "", "## Mitigators", "", "- The alert", "", "## Difficulties", "", "- Names", "", "## Risks", "", "- x", "",
  "## Timeline", "", "- 2024-03-05 16:32 UTC It begins", "", "## Follow-up", "", "- [ ] y", "", "## Open Questions", "", "- None",
  "", "## Artifacts", "", "- z", "", "## References", "", "- none" })
t.check("… and that nothing waits where all is told", asks("answer", "nothing waits for an answer"))
vim.ui.input = input
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
said = {}
vim.cmd("Askhow nonsense")
t.check("a command that is none is said", #said == 1 and said[1].message:find("there are again, answer, ask, entry", 1, true) ~= nil, said)
said = {}
vim.cmd("Askhow")
t.check("no command at all lists them", #said == 1 and not said[1].message:find("\n", 1, true)
  and said[1].message:find("new, entry, answer, ask, fix, sort, outline", 1, true) ~= nil, said)
t.check("commands complete", vim.deep_equal(vim.fn.getcompletion("Askhow re", "cmdline"), { "restart" }),
  vim.fn.getcompletion("Askhow re", "cmdline"))
vim.cmd("Askhow log")
t.feature("log", "`:Askhow log` opens the log", vim.fn.expand("%:t") == "lsp.log", vim.fn.expand("%"))
vim.cmd("bwipeout!")

-- Restarting: another client for the same buffer, and its findings.
exit_status = nil
vim.cmd("Askhow restart")
t.check("the server ends when asked", t.eventually(function() return exit_status ~= nil end))
t.check("… with status 0", exit_status == 0, exit_status)
t.feature("restart", "`:Askhow restart` brings another", t.eventually(function()
  return t.client(buf) ~= nil and t.client(buf).initialized and t.client(buf).id ~= first
end), said)
vim.diagnostic.reset(nil, buf)
vim.api.nvim_buf_set_lines(buf, 0, -1, false, before)
t.check("… that finds the same", t.eventually(function() return #t.findings(why) == 1 end), vim.diagnostic.get(buf))

-- A file that is no review stays free of findings.
vim.cmd.edit({ vim.fs.dirname(review) .. "/README.md", bang = true })
local readme = vim.api.nvim_get_current_buf()
vim.api.nvim_buf_set_lines(readme, 0, -1, false, { "# Tool", "", "Why did nobody write a manual?" })
t.check("the server attaches to other Markdown", t.attached(readme))
t.request("textDocument/hover", { textDocument = vim.lsp.util.make_text_document_params(readme),
  position = { line = 2, character = 1 } })
vim.wait(200)
t.feature("quiet", "… and finds nothing in it", #vim.diagnostic.get(readme) == 0, vim.diagnostic.get(readme))
said = {}
vim.api.nvim_feedkeys("gO", "x", false)
t.check("`gO` does there what it did", t.eventually(function()
  local toc = vim.fn.getloclist(0)[1]
  return toc ~= nil and toc.text == "Tool" or #said == 1 and said[1].message:find("not read as a review", 1, true) ~= nil
end), { said, vim.fn.getloclist(0) })
vim.cmd.lclose()
for _, command in ipairs({ "answer", "later", "again", "entry", "ask", "fix", "sort", "outline" }) do
  said = {}
  vim.cmd("Askhow " .. command)
  t.check(("`:Askhow %s` says what all say there"):format(command), t.eventually(function() return #said > 0 end)
    and #said == 1 and said[1].message == "askhow: this file is not read as a review", said)
end

-- The other names of Markdown.
for _, name in ipairs({ "a.md", "a.markdown", "a.mkd", "a.mdown", "a.mdx", "a.qmd", "a.Rmd", "a.rmd" }) do
  local known = vim.filetype.match({ filename = name })
  t.check(name .. " is ours", vim.tbl_contains(require("askhow").options().filetypes, known), known)
end
local quarto = vim.fs.dirname(review) .. "/night.qmd"
vim.cmd.edit({ quarto, bang = true })
vim.api.nvim_buf_set_lines(0, 0, -1, false, before)
t.check("the server attaches to Quarto", t.attached(0))
t.check("… and finds the same", t.eventually(function() return #t.findings(why) == 1 end), vim.diagnostic.get(0))
vim.cmd("bwipeout!")
vim.cmd.edit({ review, bang = true })

-- What is not given is asked for: the title, then a file that is named after it, beside the review that is open.
local asked, input = {}, vim.ui.input
vim.ui.input = function(options, done)
  table.insert(asked, { options.prompt, options.default })
  done(#asked == 1 and "Zahlung: 502s für alle!" or nil)
end
vim.cmd("Askhow new")
t.check("`:Askhow new` asks for title and file", #asked == 2 and (asked[2][2] or ""):find(
  "^incidents/" .. os.date("%Y%%-%m%%-%d") .. "%-zahlung%-502s%-für%-alle%.md$") ~= nil, asked)
vim.cmd.enew({ bang = true })
asked = {}
vim.cmd("Askhow new")
t.check("… in the folder `incidents` where none is open", #asked == 2 and vim.startswith(asked[2][2] or "", "incidents/"), asked)
asked = {}
vim.cmd("Askhow new incidents/named.md")
t.check("… and for the title alone where the file is named", #asked == 1 and t.lines()[1] == "# Zahlung: 502s für alle!",
  { asked, t.lines()[1] })
asked = {}
vim.ui.input = input

-- A new review, opened and empty of findings that are facts.
said = {}
local new = vim.fs.dirname(review) .. "/2024/exports stop.md"
vim.cmd.edit({ review, bang = true })
vim.cmd("Askhow new " .. vim.fn.fnameescape(new) .. " Exports stop")
t.check("`:Askhow new` opens a review", vim.api.nvim_buf_get_name(0) == new, { vim.api.nvim_buf_get_name(0), said })
t.feature("new", "… from the template, with its title", t.lines()[1] == "# Exports stop" and #t.lines() > 30, t.lines())
vim.cmd("Askhow new " .. vim.fn.fnameescape(new))
t.check("… and leaves one that is there alone", #said == 1 and said[1].message:find("already", 1, true) ~= nil, said)
said = {}
vim.cmd("Askhow new " .. vim.fn.fnameescape(new) .. "/x/y.md Exports stop")
t.check("… and says in one line where no folder can be", #said == 1 and not said[1].message:find("\n", 1, true)
  and said[1].message:find("^askhow: there can be no folder .+/x: [%a ]+$") ~= nil, said)

-- Health.
vim.cmd("Askhow health")
local health = table.concat(t.lines(), "\n")
t.feature("health", "`:checkhealth` is content", health:find("askhow 0%.", 1) ~= nil
  and health:find("running for", 1, true) ~= nil and health:find("ERROR") == nil and health:find("WARNING") == nil, health)

-- The help.
vim.cmd("helptags ALL")
local helped = pcall(vim.cmd.help, "askhow-setup")
t.feature("help", "`:help askhow-setup` opens the page", helped and vim.fn.expand("%:t") == "askhow.txt", vim.v.errmsg)
