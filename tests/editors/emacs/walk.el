;;; walk.el --- A newcomer's path in a real Emacs  -*- lexical-binding: t; -*-

;; emacs --batch -Q -L EDITORS/EMACS -l walk.el REVIEW
;; One line for each check, then how many there were.  "seen NAME" stands for a
;; row of features.tsv.  ASKHOW_TEST_BIN is a folder first on the PATH, empty at
;; first; ASKHOW_TEST_PROGRAM is the server.

;;; Code:

(setq eglot-sync-connect 30
      eglot-autoshutdown nil
      create-lockfiles nil
      make-backup-files nil)
(require 'markdown-mode)
(require 'askhow)
(require 'imenu)
(require 'finder)
(add-hook 'markdown-mode-hook #'askhow-ensure)

;; Or a compiler would be wanted for each function of Emacs itself that a check replaces.
(defvar native-comp-enable-subr-trampolines)
(setq native-comp-enable-subr-trampolines nil)

(defvar t-checks 0)
(defvar t-failures 0)

(defun t-line (format &rest arguments)
  "Print FORMAT with ARGUMENTS to standard output."
  (princ (concat (apply #'format format arguments) "\n")))

(defun t-check (name ok &optional seen)
  "Note whether NAME is OK; SEEN is shown where it is not."
  (setq t-checks (1+ t-checks))
  (t-line "%s %s" (if ok "ok  " "FAIL") name)
  (unless ok
    (setq t-failures (1+ t-failures))
    (t-line "     seen: %S" seen))
  ok)

(defun t-feature (id name ok &optional seen)
  "A check of NAME that shows the feature ID at work if OK; else SEEN is shown."
  (when (t-check name ok seen) (t-line "seen %s" id)))

(defmacro t-eventually (&rest body)
  "Wait until BODY is true."
  `(let ((until (+ (float-time) 30)) found)
     (while (and (not (setq found (progn ,@body))) (< (float-time) until))
       (accept-process-output nil 0.05))
     found))

(defun t-go (text &optional beyond)
  "Go to the start of TEXT, or to its end if BEYOND."
  (goto-char (point-min))
  (search-forward text)
  (unless beyond (goto-char (match-beginning 0))))

(defun t-texts ()
  "What the findings say."
  (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))

(defun t-found (text)
  "The finding that covers the start of TEXT."
  (save-excursion
    (t-go text)
    (car (flymake-diagnostics (point) (1+ (point))))))

(defun t-tell (change)
  "Make CHANGE, and let the server know."
  (funcall change)
  (eglot--signal-textDocument/didChange))

(defun t-reset (text)
  "The review as it was, which is TEXT."
  (t-tell (lambda () (erase-buffer) (insert text))))

(defun t-warnings ()
  "What was told in the buffer of warnings."
  (if (get-buffer "*Warnings*")
      (with-current-buffer "*Warnings*" (split-string (buffer-string) "\n" t))
    nil))

(defun t-program (&rest lines)
  "Put a program of LINES where the server is looked for."
  (let ((file (expand-file-name "askhow" (getenv "ASKHOW_TEST_BIN"))))
    (with-temp-file file (insert (string-join lines "\n") "\n"))
    (set-file-modes file #o755)))

(defun t-choose (title &optional beginning end)
  "Take the code action whose title begins with TITLE from the menu.
It is the menu at point, or of the text from BEGINNING to END."
  (let ((last-nonmenu-event t)
        (completing-read-function
         (lambda (_prompt items &rest _)
           (seq-find (lambda (item) (string-prefix-p title item))
                     (mapcar (lambda (item) (if (consp item) (car item) item)) items)))))
    (eglot-code-actions (or beginning (point)) end nil t)))

(defmacro t-answering (answer &rest body)
  "Do BODY; whatever is to be completed meanwhile is the offer that begins with ANSWER."
  `(let ((completing-read-function
          (lambda (_prompt table &rest _)
            (seq-find (lambda (it) (string-prefix-p ,answer it)) (all-completions "" table)))))
     ,@body))

(defun t-explained ()
  "The page of the rule that was explained; it is forgotten."
  (let ((text (with-current-buffer "*askhow rule*" (buffer-string))))
    (kill-buffer "*askhow rule*")
    text))

(defun t-by-name (before)
  "What can be called by name in a review, which is BEFORE."
  (t-go "Why did the")
  (t-eventually (t-found "Why did the"))
  (t-answering "Ask “What was happening" (askhow-ask))
  (t-check "`askhow-ask' offers the rewrites"
           (t-eventually (string-match-p "^What was happening when the deploy failed" (buffer-string)))
           (buffer-string))
  (t-reset before)
  (t-go "Why did the")
  (t-eventually (t-found "Why did the"))
  (call-interactively #'askhow-explain)
  (let ((page (t-explained)))
    (t-feature "explain" "`askhow-explain' has the rule at point, its questions and examples"
               (and (string-match-p "How did it come about, step by step\\?" page)
                    (string-match-p "We rolled back\\. Why\\?" page))
               page))
  (t-choose "Explain phrasing/why-question")
  (let ((page (t-explained)))
    (t-check "… and the code action has the same" (string-match-p "We rolled back\\. Why\\?" page) page))
  (t-check "a rule that is none is told"
           (condition-case refusal (progn (askhow-explain "phrasing/nothing") nil)
             (user-error (string-match-p "phrasing/nothing" (error-message-string refusal)))))
  (t-answering "Timeline › 2024-03-05 16:36" (askhow-outline))
  (t-check "`askhow-outline' goes to what is chosen"
           (string-match-p "16:36 UTC The alert" (t-line-at-point)) (t-line-at-point))
  ;; From anywhere.
  (goto-char (point-min))
  (askhow-entry)
  (execute-kbd-macro "Ben writes")
  (t-feature "entry" "`askhow-entry' adds one for now from anywhere, and one writes on in it"
             (string-match-p "usual pace\n- 2[0-9-]\\{9\\} [0-9:]\\{5\\} UTC Ben writes$" (buffer-string))
             (buffer-string))
  (t-reset "# Slow payments\n\n## Contributors\n\n- \n\n## Timeline (UTC)\n\n- \n\n## Mitigators\n\n- \n")
  (goto-char (point-min))
  (askhow-entry)
  (t-check "… the first one too"
           (string-match-p "\\`- \\(2[0-9-]\\{9\\} \\)?[0-9]\\{2\\}:" (t-line-at-point)) (buffer-string))
  (t-reset "# Slow payments\n\n## Contributors\n\n- The pool\n\n## Mitigators\n\n- The alert\n")
  (t-check "… and without a timeline that is said"
           (string-match-p "no timeline yet" (askhow-entry)) (buffer-string))
  (t-reset before))

(defmacro t-telling (answer &rest body)
  "What BODY tells, where ANSWER is what is read."
  `(let (told)
     (cl-letf (((symbol-function 'read-string) (lambda (prompt &rest _) (setq t-prompt prompt) ,answer))
               ((symbol-function 'message)
                (lambda (format &rest arguments)
                  (when format (setq told (apply #'format format arguments))))))
       ,@body)
     told))

(defvar t-prompt nil "The last question that was asked.")

(defun t-questions (before)
  "The queue of questions of a review, which is BEFORE."
  (t-reset before)
  (t-go "16:40 UTC Jiří stops")
  (buffer-enable-undo)
  (undo-boundary)
  (t-check "`askhow-answer' says where it wrote"
           (string-match-p "\\`askhow: written in line [0-9]+, under “Mitigators”\\'"
                           (t-telling "The alert was new" (askhow-answer))))
  (t-feature "answer" "an answer lands in its section"
             (and (string-match-p "\\`Mitigators: How .+\\? \\'" t-prompt)
                  (string-match-p "\n## Mitigators\n\n- The alert was new\n\n## Risks" (buffer-string)))
             (list t-prompt (buffer-string)))
  (t-check "… and point stays where it was" (looking-at-p "16:40 UTC Jiří stops") (t-line-at-point))
  (undo-boundary)
  (let ((once (buffer-string)))
    (t-telling "The names of the dashboards" (askhow-answer))
    (t-check "the next question is another one"
             (and (string-prefix-p "Difficulties" t-prompt) (not (equal once (buffer-string)))) t-prompt)
    (undo-boundary)
    (t-telling "" (undo))
    (t-check "one undo takes one answer back" (equal (buffer-string) once) (buffer-string)))
  (t-tell #'ignore)
  (t-reset before)
  (t-check "an empty answer writes nothing, and says so"
           (and (string-match-p "nothing is written" (t-telling " " (askhow-answer))) (equal (buffer-string) before)))
  (t-check "`askhow-later' leaves a question"
           (string-match-p "left for later: Mitigators: How" (t-telling "" (askhow-later))))
  (t-telling "" (askhow-answer))
  (t-check "… and the one behind it is asked" (string-prefix-p "Difficulties" t-prompt) t-prompt)
  (t-check "`askhow-again' asks it again"
           (string-match-p "is asked again" (t-telling "" (askhow-again))))
  (t-telling "" (askhow-answer))
  (t-check "… as the next one" (string-prefix-p "Mitigators" t-prompt) t-prompt)
  (t-check "… and says where nothing was left" (string-match-p "nothing was left" (t-telling "" (askhow-again))))
  (dotimes (_ 20) (t-telling "" (askhow-later)))
  (t-check "what is left for later is told where nothing else waits"
           (string-match-p "only what you left" (t-telling "" (askhow-answer))))
  (t-telling "" (askhow-again))
  (t-reset (concat "# Payments\n\n## Description\n\nIt was slow.\n\n## Contributors\n\n- The pool\n\n## Mitigators\n\n"
                   "- The alert\n\n## Difficulties\n\n- Names\n\n## Risks\n\n- x\n\n## Timeline\n\n"
                   "- 2024-03-05 16:32 UTC It begins\n\n## Follow-up\n\n- [ ] y\n\n## Open Questions\n\n- None\n\n"
                   "## Artifacts\n\n- z\n\n## References\n\n- none\n"))
  (t-check "… and that nothing waits where all is told"
           (string-match-p "nothing waits for an answer" (t-telling "" (askhow-answer))))
  (t-reset before))

(defun t-refused (&optional command)
  "What is told where COMMAND, or a question, is refused."
  (condition-case refusal (progn (funcall (or command #'askhow-answer)) nil)
    (user-error (error-message-string refusal))))

(defun t-visit (file)
  "Visit FILE, for which there may be no folder yet, as one does who writes."
  (find-file file)
  ;; Emacs in batch mode lets nothing be written that is not there yet.
  (setq buffer-read-only nil))

(defun t-alone (folder)
  "A first review below FOLDER, which is no project, in a folder that is not there."
  (let ((warnings (t-warnings)))
    (t-visit (expand-file-name "incidents/first.md" folder))
    (t-check "in a folder that is not there yet nothing is wrong with the program"
             (and (equal (t-warnings) warnings) (string-match-p " is askhow [0-9]" (askhow-health)))
             (list (t-warnings) (askhow-health))))
  (insert "# Slow payments\n\n## Contributors\n\n- x\n\n## Timeline (UTC)\n\n"
          "| Time | What |\n| ---- | ---- |\n| 16:40 | a |\n")
  (make-directory (file-name-directory buffer-file-name))
  (save-buffer)
  (run-hooks 'post-command-hook)
  (t-check "… and the server starts once the file is saved" (t-eventually (eglot-current-server)))
  (t-check "… which is looked for once" (not (memq #'askhow-ensure after-save-hook)) after-save-hook)

  (t-go "| 16:40 | a |" t)
  (execute-kbd-macro (kbd "RET"))
  (execute-kbd-macro "Ben writes")
  (execute-kbd-macro (kbd "RET"))
  (t-check "Enter in the last cell of a row begins the next one"
           (equal (t-line-at-point) "| 16:42 |  |") (buffer-string))
  (execute-kbd-macro (kbd "RET"))
  (execute-kbd-macro "All of it is over.")
  (t-check "… and behind one that says nothing it ends the table"
           (string-suffix-p "| 16:40 | a |\n| 16:41 | Ben writes |\n\nAll of it is over." (string-trim-right (buffer-string)))
           (buffer-string))
  (goto-char (point-max))
  (insert "\n\n## Risks\n\n| 1:00 | x |\n| --- | --- |\n| 2:00 | yy |\n")
  (backward-char 3)
  (execute-kbd-macro (kbd "RET"))
  (t-check "… but in a table of another kind it does what it did"
           (string-match-p "| 2:00 | yy |\n|      |    |" (buffer-string)) (buffer-string))

  ;; No project, so nobody watches files.
  (let ((review (current-buffer))
        (missed (lambda () (seq-some (lambda (it) (string-match-p "Mitigators" it)) (t-texts)))))
    (t-check "a section is missed" (t-eventually (funcall missed)) (t-texts))
    (find-file "askhow.toml")
    (insert "[rules]\n\"section/*\" = \"off\"\n")
    (save-buffer)
    (with-current-buffer review
      (t-check "… and not any more when the settings are saved"
               (t-eventually (not (funcall missed))) (t-texts)))
    (let ((said (askhow-health)))
      (t-check "`askhow-health' is content with them" (string-match-p "settings of this folder are in order" said) said))
    (insert "nothing = \"off\"\n")
    (save-buffer)
    (let ((said (askhow-health)))
      (t-check "… and says what is wrong in them"
               (string-match-p "; settings of this folder: .*askhow\\.toml:3:1: .*nothing" said) said))
    (with-current-buffer review (set-buffer-modified-p nil))))

(defun t-around (before)
  "What stands around the text of a review, which is BEFORE."
  (let ((said (askhow-health)))
    (t-feature "health" "`askhow-health' says what is there and runs"
               (string-match-p "/askhow is askhow [0-9].*; it runs for this buffer" said) said))
  (save-window-excursion
    (finder-commentary "askhow")
    (t-feature "help" "the package says how it is set up"
               (string-match-p "(require 'askhow)" (buffer-string)) (buffer-string)))
  (t-go "ledger")
  (eglot-rename "book")
  (t-feature "rename" "a service is renamed everywhere"
             (t-eventually (equal (buffer-string) (string-replace "`ledger`" "`book`" before)))
             (buffer-string))
  (t-reset (string-replace "16:58 UTC Pay" "4:58 PM UTC Pay" before))
  (eglot-format-buffer)
  (t-feature "format" "formatting writes a stamp as the others are"
             (t-eventually (equal (buffer-string) before)) (buffer-string))
  (t-go "usual pace\n" t)
  (t-tell (lambda () (insert "Zoë  [4:59 PM]\nall is quiet\n")))
  (t-go "Zoë  [")
  (t-choose "Turn pasted chat" (point) (+ (point) 27))
  (t-feature "chat" "a pasted chat becomes an entry"
             (t-eventually (string-match-p "usual pace\n- 2024-03-05 16:59 UTC \\*\\*Zoë\\*\\*: all is quiet\n"
                                           (buffer-string)))
             (buffer-string))
  (t-reset before)
  (t-go "Why did the")
  (t-eventually (t-found "Why did the"))
  (t-choose "Turn phrasing/why-question off in this review")
  (t-check "a rule is turned off" (t-eventually (string-prefix-p "<!-- askhow-disable" (buffer-string)))
           (buffer-string))
  (t-tell #'ignore)
  (t-feature "off" "… and its finding goes" (t-eventually (not (t-found "Why did the"))) (t-texts))
  (t-reset before))

(defun t-line-at-point ()
  "The line of point."
  (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

(defun t-typed (before)
  "What is typed behind a stamp and behind an entry of a review, which is BEFORE."
  (t-reset before)
  (t-go "usual pace" t)
  (t-tell (lambda () (insert "\n- ")))
  ;; As it is when it is chosen from the list.
  (let* ((capf (eglot-completion-at-point))
         (offers (all-completions "" (nth 2 capf)))
         (offer (seq-find (lambda (it) (string-prefix-p "2024-03-05 16:59" it)) offers)))
    (delete-region (nth 0 capf) (nth 1 capf))
    (insert offer)
    (funcall (plist-get (nthcdr 3 capf) :exit-function) offer 'finished))
  (execute-kbd-macro "Ben writes UTC")
  (t-check "what is typed behind an accepted stamp stands behind it"
           (equal (t-line-at-point) "- 2024-03-05 16:59 UTC Ben writes UTC") (t-line-at-point))
  (t-reset before)
  (t-go "usual pace" t)
  (execute-kbd-macro (kbd "RET"))
  (execute-kbd-macro "Ben writes")
  (t-check "Enter behind an entry begins the next one"
           (equal (t-line-at-point) "- 2024-03-05 16:59 UTC Ben writes") (t-line-at-point))
  (execute-kbd-macro (kbd "RET"))
  (t-check "… and the one after it" (equal (t-line-at-point) "- 2024-03-05 17:00 UTC ") (t-line-at-point))
  (execute-kbd-macro (kbd "RET"))
  (t-feature "next" "… and Enter again ends the timeline"
             (string-match-p "UTC Ben writes\n\n\n" (buffer-string)) (buffer-string))
  (execute-kbd-macro "All of it is over.")
  (t-check "… where one writes on" (equal (t-line-at-point) "All of it is over.") (t-line-at-point))
  (execute-kbd-macro (kbd "RET RET"))
  (t-tell (lambda () (insert "| T | What |\n| - | - |\n| 18:10 | a |")))
  (execute-kbd-macro (kbd "RET"))
  (execute-kbd-macro "Ben writes")
  (t-check "… and a row is followed by a row"
           (equal (t-line-at-point) "| 18:11 | Ben writes |") (t-line-at-point)))

(defun t-walk (review)
  "See findings in REVIEW, ask, complete, fix, sort, begin another, restart."
  ;; The program is missing, then another one, then there.
  (find-file review)
  (t-check "Markdown has its mode" (eq major-mode 'markdown-mode) major-mode)
  (let ((modes (mapcar (lambda (it) (assoc-default it auto-mode-alist #'string-match))
                       '("a.md" "a.mdx" "a.qmd" "a.Rmd" "a.rmd" "a.mkd" "a.markdown" "a.mdown"))))
    (t-check "… and so has what is written in it" (seq-every-p (lambda (it) (eq it 'markdown-mode)) modes) modes))
  (markdown-mode)
  (let ((told (t-warnings)))
    (t-feature "missing" "a missing program is said once" (and (= (length told) 1)
               (string-match-p "not on the PATH of Emacs" (car told))) told))
  (t-check "where no server is, no question waits" (string-match-p "No server here" (or (t-refused) "")))
  (t-program "#!/bin/sh" "echo something else")
  (markdown-mode)
  (markdown-mode)
  (let ((told (t-warnings)))
    (t-feature "wrong" "another program of that name is said once, with its place"
               (and (= (length told) 2) (string-match-p "something else" (cadr told))
                    (string-match-p (regexp-quote (getenv "ASKHOW_TEST_BIN")) (cadr told)))
               told))
  (t-program "#!/bin/sh" (format "exec '%s' \"$@\"" (getenv "ASKHOW_TEST_PROGRAM")))
  (askhow-restart)
  (run-hooks (quote post-command-hook))
  (t-check "the server attaches" (t-eventually (eglot-current-server)))

  ;; Findings.
  (t-feature "findings" "a why question is found, where it stands"
             (t-eventually (t-found "Why did the")) (t-texts))
  (t-check "an entry out of order is found" (t-eventually (t-found "2024-03-05 16:40 UTC Jiří stops")) (t-texts))

  ;; Questions.
  (t-go "## Risks")
  (askhow-ask)
  (let ((shown (with-current-buffer "*askhow*" (buffer-string))))
    (t-feature "ask" "`askhow-ask' asks how" (string-match-p "How .+\\?" shown) shown))
  (t-go "Why did the")
  (t-check "… and Eldoc is told a message once"
           (not (memq 'flymake-eldoc-function eldoc-documentation-functions)) eldoc-documentation-functions)
  (let* ((told nil))
    (eglot-hover-eldoc-function (lambda (text &rest _) (setq told text)))
    (t-feature "hover" "hover has the same questions" (t-eventually (and told (string-match-p "How .+\\?" told))) told))

  (let ((before (buffer-string)))
    ;; A section, as `completion-at-point' inserts it.
    (t-go "## Risks")
    (t-tell (lambda () (insert "## Miti\n\n") (backward-char 2)))
    (completion-at-point)
    (t-feature "section" "a section is completed, heading and first item"
               (t-eventually (string-match-p "\n## Mitigators\n" (buffer-string))) (buffer-string))
    (t-reset before)
    ;; The next stamp of the timeline.
    (t-go "usual pace" t)
    (t-tell (lambda () (insert "\n- ")))
    (let* ((capf (eglot-completion-at-point))
           (offers (and capf (all-completions "" (nth 2 capf)))))
      (t-feature "stamp" "the next stamp is offered" (seq-some (lambda (offer) (string-prefix-p "2024-03-05 16:59 UTC" offer)) offers) offers))
    ;; They begin alike, and nothing was typed: all are shown, none is begun.
    (dolist (line '("- " ""))
      (t-reset before)
      (t-go "usual pace" t)
      (t-tell (lambda () (insert "\n" line)))
      (ignore-errors (kill-buffer "*Completions*"))
      (completion-at-point)
      (t-check (format "on the line “%s” the stamps are offered whole" line)
               (and (equal (t-line-at-point) line)
                    (t-eventually (get-buffer "*Completions*"))
                    (string-match-p "2024-03-05 16:59 UTC"
                                    (with-current-buffer "*Completions*" (buffer-string))))
               (list (t-line-at-point) completion-at-point-functions)))
    (t-reset before)
    (t-typed before)
    (t-reset before)
    ;; The outline.
    (let ((index (format "%S" (eglot-imenu))))
      (t-feature "outline" "the outline has the sections" (string-match-p "Risks" index) index))
    ;; A rewrite from the menu.
    (t-go "Why did the")
    (t-eventually (t-found "Why did the"))
    (t-choose "Ask “How did the deploy come to fail")
    (t-feature "fix" "a code action rewrites the question"
               (t-eventually (string-match-p "^How did the deploy come to fail at 16:40\\?$" (buffer-string))) (buffer-string))
    (t-tell #'ignore)
    (t-check "… and the finding goes" (t-eventually (not (t-found "How did the deploy"))) (t-texts))
    (t-reset before)
    (let ((told (t-telling nil (askhow-fix))))
      (t-check "`askhow-fix' says how much it changed" (equal told "askhow: 1 line changed") told))
    (t-feature "fix-all" "`askhow-fix' takes what is safe"
               (t-eventually (string-match-p "^How did the deploy come to fail" (buffer-string))) (buffer-string))
    (t-reset before)
    ;; Right behind a key, before what was typed has been sent.
    (save-excursion (goto-char (point-max)) (insert "\n"))
    (askhow-sort)
    (t-feature "sort" "`askhow-sort' puts the timeline in order"
               (t-eventually (string-match-p "stops the deploy\n.*rolls the limits back" (buffer-string))) (buffer-string))
    (t-reset before)
    (t-by-name before)
    (t-questions before)
    (t-around before)
    ;; Restart.
    (let ((first (eglot-current-server)))
      (askhow-restart)
      (flymake-start)
      (t-feature "restart" "`askhow-restart' brings another that finds the same"
                 (t-eventually (and (eglot-current-server) (not (eq first (eglot-current-server)))
                                    (t-found "Why did the")))
                 (t-texts)))
    (askhow-log)
    (t-feature "log" "`askhow-log' shows what the server said"
               (seq-some (lambda (window) (string-match-p "stderr" (buffer-name (window-buffer window))))
                         (window-list))
               (mapcar (lambda (window) (buffer-name (window-buffer window))) (window-list))))

  ;; A file that is no review, and a new one.
  (find-file (expand-file-name "README.md" (file-name-directory review)))
  (insert "# Tool\n\nWhy did nobody write a manual?\n")
  (askhow-restart)
  (run-hooks (quote post-command-hook))
  (t-check "the server attaches to other Markdown" (t-eventually (eglot-current-server)))
  (let ((told (mapcar #'t-refused '(askhow-answer askhow-later askhow-again askhow-entry askhow-ask askhow-fix
                                    askhow-sort askhow-outline))))
    (t-check "all commands say alike that a file is no review"
             (equal (delete-dups told) '("askhow: this file is not read as a review")) told))
  (accept-process-output nil 0.5)
  (t-feature "quiet" "… and finds nothing in it" (null (flymake-diagnostics)) (t-texts))
  (set-buffer-modified-p nil)
  (askhow-new (expand-file-name "2024/exports.md" (file-name-directory review)) "Exports stop")
  (t-feature "new" "`askhow-new' opens a review from the template"
             (and (looking-at-p "# Exports stop$") (> (count-lines (point-min) (point-max)) 30))
             (buffer-string))
  (t-check "… and leaves one that is there alone"
           (condition-case refusal
               (progn (askhow-new (buffer-file-name) "") nil)
             (user-error (string-match-p "already" (error-message-string refusal)))))
  (t-alone (make-temp-file (expand-file-name "~/alone") t)))

(condition-case failure
    (t-walk (expand-file-name (pop command-line-args-left)))
  (error (t-check "the script runs to its end" nil failure)))
;; While Emacs itself ends, an answer to the server fails loudly.
(ignore-errors (eglot-shutdown-all))
(t-line "%d checks, %d failed" t-checks t-failures)
(kill-emacs (if (> t-failures 0) 1 0))
;;; walk.el ends here
