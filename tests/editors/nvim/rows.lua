-- The cases of tests/rows, one after the other, each seen as a person would: as findings of the buffer, in the
-- window that floats, as what a menu of actions leaves behind.
local folder = os.getenv("ASKHOW_ROWS")
t.patience = 10000
local root = vim.fs.dirname(vim.fs.dirname(vim.api.nvim_buf_get_name(0)))

local function trimmed(lines)
  local kept = vim.tbl_map(function(line) return (line:gsub("%s+$", "")) end, lines)
  while #kept > 0 and kept[#kept] == "" do table.remove(kept) end
  return kept
end

--- Every case: name, file, lines, cursor (line and byte, from 0) and steps.
local function read(path)
  local cases, case, below = {}, nil, nil
  for line in io.lines(path) do
    line = line:gsub("{today}", os.date("!%Y-%m-%d"))
    local name, verb, words = line:match("^== (.*)"), line:match("^%%(%S+) ?(.*)")
    if name then
      below = {}
      case = { name = name, file = "incidents/review.md", lines = below, steps = {} }
      table.insert(cases, case)
    elseif verb == "file" then
      case.file = words
    elseif verb then
      below = {}
      table.insert(case.steps, { verb = verb, words = words, below = below })
    else
      local at = line:find("‸", 1, true)
      if at then
        case.cursor = { #below, at - 1 }
        line = line:gsub("‸", "")
      end
      table.insert(below, line)
    end
  end
  for _, it in ipairs(cases) do
    while #it.lines > 1 and it.lines[#it.lines] == "" do table.remove(it.lines) end
    for _, step in ipairs(it.steps) do step.below = trimmed(step.below) end
  end
  return cases
end

local buf, case, last

local function text_of(range)
  local start, finish = range.start, range["end"]
  local encoding = t.client().offset_encoding
  local function byte(place)
    local line = vim.api.nvim_buf_get_lines(buf, place.line, place.line + 1, false)[1] or ""
    return vim.lsp.util._get_line_byte_from_position(buf, place, encoding) or #line
  end
  local last_line = vim.api.nvim_buf_line_count(buf)
  if finish.line >= last_line then finish = { line = last_line - 1, character = 1e6 } end
  local ok, lines = pcall(vim.api.nvim_buf_get_text, buf, start.line, byte(start), finish.line, byte(finish), {})
  return ok and table.concat(lines, "\n") or "?"
end

local function text_of_finding(it)
  -- Findings of the text before this one are on their way out.
  local ok, lines = pcall(vim.api.nvim_buf_get_text, buf, it.lnum, it.col, it.end_lnum, it.end_col, {})
  return ok and table.concat(lines, "\\n") or "?"
end

local function restore()
  vim.api.nvim_buf_set_lines(buf, 0, -1, false, case.lines)
  local place = case.cursor or (last and { last.lnum, last.col }) or { 0, 0 }
  vim.api.nvim_win_set_cursor(0, { place[1] + 1, place[2] })
end

--- Whether the review becomes what stands below the step; it is put back.
local function becomes(step)
  local ok = t.eventually(function() return vim.deep_equal(trimmed(t.lines()), step.below) end)
  local seen = t.lines()
  restore()
  return ok, seen
end

local function document() return { textDocument = vim.lsp.util.make_text_document_params(buf) } end

local function offers()
  local list
  t.eventually(function()
    list = t.request("textDocument/completion", t.place()) or {}
    return not list.isIncomplete
  end)
  local items = list.items or list
  table.sort(items, function(a, b) return (a.sortText or a.label) < (b.sortText or b.label) end)
  return items
end

local function find(list, matches)
  return vim.tbl_filter(matches, list or {})[1]
end

local function symbol(symbols, name)
  for _, it in ipairs(symbols or {}) do
    if it.name == name then return it end
    local inside = symbol(it.children, name)
    if inside then return inside end
  end
end

local function action(matches, only)
  vim.lsp.buf.code_action({
    apply = true,
    context = { only = only, diagnostics = {} },
    filter = matches,
  })
end

local steps = {}

function steps.finds(words)
  local rule, text = words:match("^(.-) @ (.*)")
  local found = t.eventually(function()
    last = find(t.findings(rule), function(it) return text_of_finding(it) == text end)
    return last ~= nil
  end)
  if found and not case.cursor then vim.api.nvim_win_set_cursor(0, { last.lnum + 1, last.col }) end
  return found, vim.diagnostic.get(buf)
end

function steps.quiet(words)
  -- An answer to a request behind the text shows that the server has read it.
  t.request("textDocument/documentSymbol", document())
  vim.wait(100)
  return #t.findings(words) == 0, t.findings(words)
end

function steps.asks(words)
  vim.lsp.buf.hover()
  local shown = t.float()
  return shown:gsub("\\(%p)", "%1"):find(words, 1, true) ~= nil, shown
end

steps.says = steps.asks

function steps.offers(words)
  local labels = vim.tbl_map(function(it) return it.label end, offers())
  local first, label = words:match("^(first )(.*)")
  local function fits(it)
    local wanted = label or words
    local start = wanted:match("^(.* )…$")
    return it == wanted or start ~= nil and vim.startswith(it, start)
  end
  local ok = first and labels[1] ~= nil and fits(labels[1]) or not first and find(labels, fits) ~= nil
  return ok, labels
end

function steps.lacks(words) return not steps.offers(words), words end

function steps.takes(words, step)
  local item = find(offers(), function(it) return it.label == words end)
  if not item then return false, "no such offer" end
  local range, encoding = item.textEdit.range, t.client().offset_encoding
  if item.insertTextFormat ~= 2 then
    -- Without tab stops an item ends where the writer goes on.
    step = { below = vim.tbl_map(function(line) return (line:gsub(" …%?$", "")) end, step.below) }
    vim.lsp.util.apply_text_edits(vim.list_extend({ item.textEdit }, item.additionalTextEdits or {}), buf, encoding)
    return becomes(step)
  end
  -- A snippet is expanded where what was typed has been taken away.
  vim.lsp.util.apply_text_edits({ { range = range, newText = "" } }, buf, encoding)
  vim.api.nvim_win_set_cursor(0, { range.start.line + 1, vim.lsp.util._get_line_byte_from_position(buf, range.start, encoding) })
  vim.snippet.expand(item.textEdit.newText)
  local ok, seen = t.eventually(function() return vim.deep_equal(trimmed(t.lines()), step.below) end), t.lines()
  vim.snippet.stop()
  vim.cmd.stopinsert()
  restore()
  return ok, seen
end

function steps.does(words, step)
  action(function(it) return it.title == words end)
  return becomes(step)
end

function steps.menu(words)
  local params = document()
  local place = t.place().position
  params.range, params.context = { start = place, ["end"] = place }, { diagnostics = {} }
  local titles = vim.tbl_map(function(it) return it.title end, t.request("textDocument/codeAction", params) or {})
  local menu = " | " .. table.concat(titles, " | ") .. " | "
  return menu:find(" | " .. words .. " | ", 1, true) ~= nil, titles
end

function steps.runs(words, step)
  action(function() return true end, { words })
  return becomes(step)
end

function steps.renames(words, step)
  vim.lsp.buf.rename(words)
  return becomes(step)
end

function steps.formats(words, step)
  local options = { bufnr = buf, name = "askhow", timeout_ms = t.patience }
  if words == "line" then
    local line = case.cursor[1] + 1
    options.range = { start = { line, 0 }, ["end"] = { line, #t.lines()[line] } }
  end
  vim.lsp.buf.format(options)
  return becomes(step)
end

function steps.outline(words)
  local parent, child = words:match("^(.-) / (.*)")
  local symbols = t.request("textDocument/documentSymbol", document())
  local found = symbol(symbols, parent)
  return find(found and found.children, function(it) return vim.startswith(it.name, child) end) ~= nil, symbols
end

function steps.folds(words)
  local folds = t.request("textDocument/foldingRange", document())
  return find(folds, function(it) return t.lines()[it.startLine + 1] == words end) ~= nil, folds
end

function steps.grows(words)
  local params = document()
  params.positions = { t.place().position }
  local selected = (t.request("textDocument/selectionRange", params) or {})[1]
  local seen = {}
  while selected do
    table.insert(seen, (text_of(selected.range):gsub("\n+$", "")))
    selected = selected.parent
  end
  return vim.tbl_contains(seen, words), seen
end

function steps.links(words)
  local from, to = words:match("^(.-) %-> (.*)")
  local links = t.request("textDocument/documentLink", document())
  return find(links, function(it) return text_of(it.range) == from and vim.endswith(it.target, to) end) ~= nil, links
end

--- The lines of places in this buffer: whole, and from the place on.
local function lines_of(places)
  local whole, from = {}, {}
  places = places or {}
  for _, it in ipairs(vim.islist(places) and places or { places }) do
    if vim.uri_to_bufnr(it.uri) == buf then
      local line = t.lines()[it.range.start.line + 1]
      local at = vim.lsp.util._get_line_byte_from_position(buf, it.range.start, t.client().offset_encoding)
      table.insert(whole, line)
      table.insert(from, line:sub(at + 1))
    end
  end
  return whole, from
end

function steps.leads(words)
  local _, from = lines_of(t.request("textDocument/definition", t.place()))
  return from[1] ~= nil and vim.startswith(from[1], words), from
end

function steps.stands(words)
  local params = t.place()
  params.context = { includeDeclaration = true }
  local whole = lines_of(t.request("textDocument/references", params))
  local wanted = vim.split(words, " | ", { plain = true })
  local ok = #whole == #wanted
  for index, line in ipairs(whole) do ok = ok and vim.startswith(line, wanted[index]) end
  return ok, whole
end

function steps.names(words)
  local found = t.request("workspace/symbol", { query = words })
  return find(found, function(it) return it.name == words and vim.uri_to_bufnr(it.location.uri) == buf end) ~= nil, found
end

function steps.lens(words)
  local lenses = t.request("textDocument/codeLens", document())
  return find(lenses, function(it) return it.command.title:find(words, 1, true) ~= nil end) ~= nil, lenses
end

function steps.colours(words)
  local text, kind = words:match("^(.*): (.*)")
  local row, column
  for number, line in ipairs(t.lines()) do
    local at = line:find(text, 1, true)
    if at then row, column = number - 1, at - 1 end
  end
  local function types()
    return vim.tbl_map(function(it) return it.type end, vim.lsp.semantic_tokens.get_at_pos(buf, row, column) or {})
  end
  return t.eventually(function() return vim.tbl_contains(types(), kind) end), types()
end

function steps.hints(words)
  vim.lsp.inlay_hint.enable(true, { bufnr = buf })
  local function labels()
    return vim.tbl_map(function(it) return it.inlay_hint.label end, vim.lsp.inlay_hint.get({ bufnr = buf }))
  end
  local ok = t.eventually(function() return vim.tbl_contains(labels(), words) end)
  vim.lsp.inlay_hint.enable(false, { bufnr = buf })
  return ok, labels()
end

for _, path in ipairs(vim.fn.sort(vim.fn.glob(folder .. "/*.txt", true, true))) do
  for _, it in ipairs(read(path)) do
    case, last = it, nil
    vim.cmd.edit({ root .. "/" .. case.file, bang = true })
    buf = vim.api.nvim_get_current_buf()
    t.attached(buf)
    restore()
    for _, step in ipairs(case.steps) do
      local walk = assert(steps[step.verb], "there is no step %" .. step.verb)
      local ok, seen = walk(step.words, step)
      t.check(("%s: %%%s %s"):format(case.name, step.verb, step.words), ok, seen)
    end
    vim.cmd("bwipeout!")
  end
end
