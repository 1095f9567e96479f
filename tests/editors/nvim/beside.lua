-- Two servers in one buffer: ours, and a general one for Markdown that knows headings, links and formatting, here as
-- a function of Lua. Nothing is there twice.
local buf = vim.api.nvim_get_current_buf()
local uri = vim.uri_from_bufnr(buf)

local function headings()
  local found = {}
  for number, line in ipairs(t.lines()) do
    local name = line:match("^#+ (.+)")
    if name then
      local place = { start = { line = number - 1, character = 0 }, ["end"] = { line = number - 1, character = #line } }
      table.insert(found, { name = name, kind = 15, range = place, selectionRange = place })
    end
  end
  return found
end

local answers = {
  initialize = function()
    return { capabilities = {
      documentSymbolProvider = true, hoverProvider = true, documentFormattingProvider = true, codeActionProvider = true,
      completionProvider = { triggerCharacters = { "[" } },
    } }
  end,
  ["textDocument/documentSymbol"] = headings,
  ["textDocument/completion"] = function(params)
    local line = t.lines()[params.position.line + 1]:sub(1, params.position.character)
    if not line:find("%[$") then return {} end
    return vim.tbl_map(function(heading) return { label = heading.name } end, headings())
  end,
  ["textDocument/formatting"] = function()
    local edits = {}
    for number, line in ipairs(t.lines()) do
      local trimmed = line:gsub("%s+$", "")
      if trimmed ~= line then
        table.insert(edits, { newText = "", range = { start = { line = number - 1, character = #trimmed },
          ["end"] = { line = number - 1, character = #line } } })
      end
    end
    return edits
  end,
  ["textDocument/codeAction"] = function() return { { title = "Write a table of contents", kind = "source.toc" } } end,
}

local function general(dispatchers)
  local closing, id = false, 0
  return {
    request = function(method, params, callback)
      id = id + 1
      local answer = answers[method]
      vim.schedule(function() callback(nil, answer and answer(params) or vim.NIL) end)
      return true, id
    end,
    notify = function(method) if method == "exit" then closing = true dispatchers.on_exit(0, 0) end end,
    is_closing = function() return closing end,
    terminate = function() closing = true end,
  }
end
vim.lsp.start({ name = "general", cmd = general, root_dir = vim.fn.getcwd() }, { bufnr = buf })
t.check("both servers are attached", t.attached(buf) and t.eventually(function()
  return #vim.lsp.get_clients({ bufnr = buf }) == 2
end))

local function both(method, params)
  local found = {}
  for id, answer in pairs(vim.lsp.buf_request_sync(buf, method, params, t.patience) or {}) do
    found[vim.lsp.get_client_by_id(id).name] = answer.result
  end
  return found
end
local function names(symbols, found)
  for _, symbol in ipairs(symbols or {}) do
    table.insert(found, symbol.name)
    names(symbol.children, found)
  end
  return found
end
local function doubled(list)
  local seen = {}
  return vim.tbl_filter(function(it)
    seen[it] = (seen[it] or 0) + 1
    return seen[it] == 2
  end, list)
end

-- The outline, with `features = { symbols = false }` in the settings of this editor.
local symbols = both("textDocument/documentSymbol", { textDocument = { uri = uri } })
local all = names(symbols.askhow, names(symbols.general, {}))
t.check("each heading is in the outline once", vim.tbl_contains(all, "Risks") and #doubled(all) == 0, all)

-- Completion: sections from us, links from the other, nothing from both.
local function labels(line, column)
  local row = t.row_of("## Risks")
  vim.api.nvim_buf_set_lines(buf, row, row, false, { line, "" })
  vim.api.nvim_win_set_cursor(0, { row + 1, column })
  local found = both("textDocument/completion", t.place())
  vim.api.nvim_buf_set_lines(buf, row, row + 2, false, {})
  local function of(name)
    local list = found[name] or {}
    return vim.tbl_map(function(item) return item.label end, list.items or list)
  end
  return of("askhow"), of("general")
end
local ours, theirs = labels("## ", 3)
t.check("sections come from us alone", vim.tbl_contains(ours, "Mitigators") and #theirs == 0, { ours, theirs })
ours, theirs = labels("See [", 5)
t.check("links to headings come from the other", vim.tbl_contains(theirs, "Risks"), theirs)
t.check("… and nothing from both", #doubled(vim.list_extend(vim.deepcopy(ours), theirs)) == 0, { ours, theirs })

-- Formatting: the other does it, and we leave everything outside of timelines alone.
local row = t.row_of("The same pool serves")
vim.api.nvim_buf_set_lines(buf, row, row + 1, false, { "- The same pool serves the refunds.   " })
local params = { textDocument = { uri = uri }, options = { tabSize = 2, insertSpaces = true } }
local formatted = both("textDocument/formatting", params)
local first, last = t.row_of("## Timeline"), t.row_of("## Follow-up Items")
t.check("we format timelines alone", vim.iter(formatted.askhow or {}):all(function(edit)
  return edit.range.start.line > first and edit.range["end"].line < last
end), formatted.askhow)
vim.lsp.buf.format({ name = "general", timeout_ms = t.patience })
t.check("the other formats as before", t.lines()[row + 1] == "- The same pool serves the refunds.", t.lines()[row + 1])

-- Code actions stand side by side, and no title twice.
t.go_to("Why did", 2)
local range = vim.lsp.util.make_range_params(0, t.client().offset_encoding)
range.context = { diagnostics = {} }
local actions = both("textDocument/codeAction", range)
local titles = {}
for _, list in pairs(actions) do
  for _, action in ipairs(list) do table.insert(titles, action.title) end
end
t.feature("beside", "code actions of both are offered, none twice", vim.tbl_contains(titles, "Write a table of contents")
  and #doubled(titles) == 0 and #titles > 2, titles)
