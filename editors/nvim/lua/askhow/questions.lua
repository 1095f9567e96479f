-- The questions that wait: the next one, its answer, and those that are left for later, which nothing but this session
-- remembers.
local M = {}

local later = {}

local function uri() return vim.uri_from_bufnr(0) end

--- Has the server do something for this buffer; its refusal is told.
local function execute(client, call, say, command, argument, use)
  local params = { command = "askhow." .. command, arguments = { argument } }
  local buf = vim.api.nvim_get_current_buf()
  call(client, "request", "workspace/executeCommand", params, function(failure, answer)
    if failure then return say(failure.message, vim.log.levels.WARN) end
    if vim.api.nvim_get_current_buf() == buf then use(answer) end
  end, buf)
end

--- Says why no question comes.
local function nothing(client, call, say)
  local document = { textDocument = vim.lsp.util.make_text_document_params(0) }
  call(client, "request", "askhow/overview", document, function(_, overview)
    local live = overview and overview.live
    if type(live) == "table" and live.running then
      say("no questions while the incident goes on")
    elseif overview and #(overview.queue or {}) > 0 then
      say("only what you left for later waits")
    else
      say("nothing waits for an answer")
    end
  end, 0)
end

local function next_question(client, call, say, use)
  execute(client, call, say, "nextQuestion", { uri = uri(), skip = later[uri()] or {} }, function(question)
    if type(question) ~= "table" then return nothing(client, call, say) end
    use(question)
  end)
end

--- Makes an edit that is one step of undo. What the cursor stands on stays under it.
local function write(client, edit)
  local buf, window = vim.api.nvim_get_current_buf(), vim.api.nvim_get_current_win()
  local space = vim.api.nvim_create_namespace("askhow.questions")
  local row, column = unpack(vim.api.nvim_win_get_cursor(window))
  -- An empty line has nothing under the cursor that could move.
  local follows = vim.api.nvim_get_current_line() ~= ""
  local mark = vim.api.nvim_buf_set_extmark(buf, space, row - 1, column, { right_gravity = follows })
  -- Setting this option ends the step before.
  vim.bo[buf].undolevels = vim.bo[buf].undolevels
  vim.lsp.util.apply_workspace_edit(edit, client.offset_encoding)
  local place = vim.api.nvim_buf_get_extmark_by_id(buf, space, mark, {})
  vim.api.nvim_buf_clear_namespace(buf, space, 0, -1)
  vim.api.nvim_win_set_cursor(window, { place[1] + 1, place[2] })
end

--- Asks the next question, and writes the answer where it belongs.
function M.answer(client, call, say)
  local buf = vim.api.nvim_get_current_buf()
  if not vim.bo[buf].modifiable then return say("this buffer can't be written to") end
  next_question(client, call, say, function(question)
    vim.ui.input({ prompt = ("%s: %s "):format(question.section, question.text) }, function(words)
      if words == nil then return end
      if vim.trim(words) == "" then return say("nothing is written without an answer") end
      if vim.api.nvim_get_current_buf() ~= buf then return say("another buffer is here now; once more, please") end
      local given = { uri = uri(), id = question.id, answer = words, apply = false }
      local tick = vim.api.nvim_buf_get_changedtick(buf)
      execute(client, call, say, "answer", given, function(written)
        if vim.api.nvim_buf_get_changedtick(buf) ~= tick then return say("the text changed; once more, please") end
        write(client, written.edit)
        say(("written in line %d, under “%s”"):format(written.line + 1, question.section))
      end)
    end)
  end)
end

--- Leaves the next question for later.
function M.later(client, call, say)
  next_question(client, call, say, function(question)
    later[uri()] = vim.list_extend(later[uri()] or {}, { question.id })
    say(("left for later: %s: %s"):format(question.section, question.text))
  end)
end

--- Asks again what was left for later.
function M.again(say)
  local were_left = later[uri()] ~= nil
  later[uri()] = nil
  say(were_left and "what was left for later is asked again" or "nothing was left for later")
end

return M
