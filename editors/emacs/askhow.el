;;; askhow.el --- Incident reviews in Markdown, with a server that asks how  -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: docs, tools
;; License: MIT OR Apache-2.0

;;; Commentary:

;; The server `askhow lsp' through Eglot: findings, questions, completion and
;; rewrites in Markdown that is an incident review, and silence elsewhere.
;;
;;   (require 'askhow)
;;   (add-hook 'markdown-mode-hook #'askhow-ensure)
;;
;; Commands: `askhow-new', `askhow-entry', `askhow-answer', `askhow-later',
;; `askhow-again', `askhow-ask', `askhow-explain', `askhow-fix',
;; `askhow-sort', `askhow-outline', `askhow-restart', `askhow-log',
;; `askhow-health'.

;;; Code:

(require 'eglot)
(require 'cl-lib)
(require 'seq)
(require 'subr-x)

(defgroup askhow nil
  "Incident reviews in Markdown."
  :group 'eglot
  :prefix "askhow-")

(defcustom askhow-command '("askhow" "lsp")
  "The server, with its arguments."
  :type '(repeat string))

(defcustom askhow-settings nil
  "Settings, with the keys of the file `askhow.toml', as a property list.
For example (:timezone \"Europe/Berlin\").  The file itself comes first."
  :type 'plist)

(defconst askhow-modes '(markdown-mode gfm-mode markdown-ts-mode)
  "The modes in which the server is started.")

;; Behind whatever has a mode of its own for these files.
(add-to-list 'auto-mode-alist '("\\.\\(?:mdx\\|qmd\\|[Rr]md\\)\\'" . markdown-mode) t)

(defvar askhow--said nil
  "The last problem with the program that was told, so that it is told once.")

(defun askhow--contact (&rest _)
  "The command, and the settings as the server is told of them at its start."
  `(,@askhow-command
    ,@(when askhow-settings `(:initializationOptions ,askhow-settings))))

(add-to-list 'eglot-server-programs (cons askhow-modes #'askhow--contact))

(defun askhow--folder ()
  "The folder of this buffer, or the first one above it that is there."
  (let ((folder default-directory))
    (while (not (or (file-directory-p folder) (equal folder (file-name-directory (directory-file-name folder)))))
      (setq folder (file-name-directory (directory-file-name folder))))
    folder))

(defun askhow--call (&rest arguments)
  "Call the program with ARGUMENTS, with its output into this buffer.
No process starts in a folder that is not there yet."
  (let ((default-directory (askhow--folder)))
    (apply #'call-process (car askhow-command) nil t nil arguments)))

(defun askhow--version ()
  "Ask the program for its version."
  (with-temp-buffer
    (ignore-errors (askhow--call "--version"))
    (string-trim (buffer-string))))

(defun askhow--problem ()
  "What is wrong with the program, or nil."
  (let ((program (car askhow-command)))
    (cond
     ((not (executable-find program))
      (format "`%s' is not on the PATH of Emacs; install it, or set `askhow-command'" program))
     ;; A wrapper (ssh, a container) is the user's own affair.
     ((equal (cadr askhow-command) "lsp")
      (let ((said (askhow--version)))
        (unless (string-match-p "\\`askhow [0-9]" said)
          (format "%s is another program or a broken copy, `--version' says %S; set `askhow-command'"
                  (executable-find program)
                  (truncate-string-to-width said 60))))))))

;;;###autoload
(defun askhow-ensure ()
  "Start or join the server for this buffer.
A program that is missing or is another one is told once.
In a folder that is not there yet it starts when the file is saved."
  (interactive)
  (remove-hook 'after-save-hook #'askhow-ensure t)
  (let ((problem (askhow--problem)))
    (cond
     ((and (null problem) (not (file-directory-p default-directory)))
      (add-hook 'after-save-hook #'askhow-ensure nil t))
     ((null problem)
      (setq askhow--said nil)
      (add-hook 'eglot-managed-mode-hook #'askhow--tell-once nil t)
      (add-hook 'eglot-managed-mode-hook #'askhow--complete-whole nil t)
      (eglot-ensure))
     ((not (equal problem askhow--said))
      (setq askhow--said problem)
      (display-warning 'askhow problem)))))

(defun askhow--capable-p (ability)
  "Whether the server of this buffer has ABILITY."
  (if (fboundp 'eglot-server-capable)
      (eglot-server-capable ability)
    (with-no-warnings ; So it was called before Eglot 1.16.
      (eglot--server-capable ability))))

;; The questions of what is found at point come with its message already.
(defun askhow--tell-once ()
  "Leave it to the server to tell Eldoc of what is found, with its questions."
  (when (and (eglot-managed-p) (askhow--capable-p :hoverProvider))
    (remove-hook 'eldoc-documentation-functions #'flymake-eldoc-function t)))

;; Times of one day begin alike.  Where nothing is typed yet, Emacs would put in
;; what they have in common, which nobody asked for, and show them only then.
(defun askhow--try-whole (string table predicate point)
  "Complete STRING in TABLE with PREDICATE at POINT, if one thing alone is there."
  (if (and (string-empty-p string) (cdr (all-completions string table predicate)))
      (cons string point)
    (completion-basic-try-completion string table predicate point)))

(add-to-list 'completion-styles-alist
             '(askhow askhow--try-whole completion-basic-all-completions
                      "Offers of askhow where nothing is typed yet."))
(add-to-list 'completion-category-defaults '(askhow (styles askhow)))

(defun askhow--completion-at-point ()
  "Complete as Eglot does, with a category of our own where nothing is typed yet."
  (let* ((found (and (eglot-managed-p) (eglot-completion-at-point)))
         (table (nth 2 found)))
    (if (or (null found) (/= (nth 0 found) (nth 1 found)))
        found
      `(,(nth 0 found) ,(nth 1 found)
        ,(lambda (string predicate action)
           (if (eq action 'metadata)
               `(metadata (category . askhow)
                          ,@(cdr (completion-metadata string table predicate)))
             (complete-with-action action table string predicate)))
        ,@(nthcdr 3 found)))))

(defun askhow--complete-whole ()
  "Complete in this buffer with `askhow--completion-at-point' in place of Eglot's."
  (when (eglot-managed-p)
    (setq-local completion-at-point-functions
                (cl-substitute #'askhow--completion-at-point #'eglot-completion-at-point
                               completion-at-point-functions))))

(defun askhow--server ()
  "The server of this buffer; an error where there is none."
  (or (eglot-current-server)
      (user-error "No server here; `M-x askhow-ensure' starts one")))

(defun askhow--request (method &optional more)
  "Ask the server for METHOD about this buffer, with MORE parameters."
  (askhow--server)
  ;; What was typed a moment ago first: nothing else tells of it while Emacs waits.
  (eglot--signal-textDocument/didChange)
  (jsonrpc-request (askhow--server) method
                   `(:textDocument ,(eglot--TextDocumentIdentifier) ,@more)
                   :deferred t))

(defun askhow--actions (kind &optional place)
  "The code actions of KIND at PLACE, or at point."
  (let ((place (or place (eglot--pos-to-lsp-position (point)))))
    (append (askhow--request :textDocument/codeAction
                             `(:range (:start ,place :end ,place)
                               :context (:diagnostics [] :only [,kind])))
            nil)))

(defun askhow--do (action)
  "Carry out ACTION."
  (if (fboundp 'eglot-execute)
      (eglot-execute (askhow--server) action)
    (with-no-warnings ; Before `eglot-execute' one argument was enough.
      (eglot--apply-workspace-edit (plist-get action :edit)))))

(defun askhow--review ()
  "The overview of this review; an error where the file is none."
  (let ((overview (askhow--request :askhow/overview)))
    (unless (eq (plist-get overview :review) t)
      (user-error "askhow: %s" "this file is not read as a review"))
    overview))

(defun askhow--take (kind otherwise)
  "Take the first code action of KIND, and give it.
Where there is none, say OTHERWISE."
  (askhow--review)
  (let ((action (car (askhow--actions kind))))
    (if action (askhow--do action) (message "askhow: %s" otherwise))
    action))

(defun askhow--show (name markdown)
  "Show MARKDOWN in the help buffer NAME, with the review still in sight."
  (let ((text (eglot--format-markup `(:kind "markdown" :value ,markdown))))
    (with-help-window name
      (with-current-buffer standard-output
        (insert text)
        (visual-line-mode)))
    (let ((window (get-buffer-window name)))
      (unless (or (null window) (window-full-height-p window))
        (fit-window-to-buffer window)))))

(defun askhow--slug (title)
  "The words of TITLE as the name of a file has them."
  (let ((words (replace-regexp-in-string "[^[:alnum:]]+" "-" (downcase title))))
    (string-trim (substring words 0 (min 60 (length words))) "-+" "-+")))

(defun askhow--proposed (title)
  "Where a review of today with TITLE belongs.
That is beside the review which is open, or else in `incidents'."
  (let ((slug (askhow--slug title)))
    (concat (if (and buffer-file-name (apply #'derived-mode-p askhow-modes)) "" "incidents/")
            (format-time-string "%Y-%m-%d")
            (unless (string-empty-p slug) (concat "-" slug))
            ".md")))

;;;###autoload
(defun askhow-new (file title)
  "Begin a review in FILE from the template, with TITLE.
A FILE that is there already stays as it is."
  (interactive
   (let* ((problem (askhow--problem))
          (title (if problem (user-error "%s" problem) (read-string "Title of the new review: "))))
     (list (read-file-name "Its file: " nil nil nil (askhow--proposed title)) title)))
  (let ((file (expand-file-name file)))
    (make-directory (file-name-directory file) t)
    (with-temp-buffer
      (unless (eq 0 (apply #'askhow--call "new" file
                           (unless (string-empty-p title) (list "--title" title))))
        (user-error "%s" (string-trim (buffer-string)))))
    (find-file file)))

;; In the last cell of a row that begins with a time `markdown-mode' would go to
;; a row of its own, and align the table around it.
(defun askhow--enter-row (enter &rest arguments)
  "Go on behind a row of the timeline, or else call ENTER with ARGUMENTS."
  (let ((place (point)))
    (if (not (and (memq major-mode askhow-modes)
                  (eglot-current-server)
                  (looking-at-p "[ \t]*|[ \t]*$")
                  (save-excursion
                    (beginning-of-line)
                    (looking-at-p "[ \t]*|[^|\n]*[0-9]:[0-9][0-9][^|\n]*|"))))
        (apply enter arguments)
      (end-of-line)
      (let ((end (point))
            (tick (progn (newline) (buffer-chars-modified-tick))))
        (askhow--enter)
        (when (= tick (buffer-chars-modified-tick))
          (delete-region end (point))
          (goto-char place)
          (apply enter arguments))))))

;; Enter behind an entry goes on with the next one.  `markdown-mode' has a
;; command of its own there, of which Eglot is not told; and Eglot leaves point
;; in front of what is put in at point.
(defun askhow--enter (&rest _)
  "Ask the server what comes behind the line break that was typed."
  (when (and (memq major-mode askhow-modes)
             (eglot-current-server)
             (askhow--capable-p :documentOnTypeFormattingProvider)
             (save-excursion
               (beginning-of-line)
               (looking-at-p "[] \t|0-9.)*+[-]*$")))
    (let ((behind (copy-marker (point) t)))
      (eglot-format (point) nil ?\n)
      (when (< (point) behind)
        (goto-char behind)
        ;; In a row that is behind the last cell that holds something.
        (beginning-of-line)
        (unless (and (looking-at-p "|") (re-search-forward "[^ |] | " (line-end-position) t))
          (goto-char behind)))
      (set-marker behind nil))))

(advice-add 'markdown-enter-key :after #'askhow--enter)
(advice-add 'markdown-enter-key :around #'askhow--enter-row)

(defun askhow--places ()
  "The places at which an entry can stand, the best first.
They are point, the end of the last entry, and the bullets that wait for words."
  (let* ((entries (append (plist-get (askhow--review) :entries) nil))
         (end (plist-get (plist-get (car (last entries)) :range) :end))
         places)
    (save-excursion
      (goto-char (point-min))
      (while (re-search-forward "^[ \t]*[-*+][ \t]*$" nil t)
        (push (eglot--pos-to-lsp-position (point)) places)))
    `(,(eglot--pos-to-lsp-position (point)) ,@(when end (list end)) ,@(nreverse places))))

(defun askhow--edits-of (action)
  "The edits of the text in ACTION."
  (let* ((edit (plist-get action :edit))
         (change (seq-find (lambda (it) (plist-get it :edits)) (plist-get edit :documentChanges))))
    (or (plist-get change :edits) (cadr (plist-get edit :changes)))))

(defun askhow-entry ()
  "Insert an entry for the present moment, and go where one writes on.
It is in the notation of the timeline at point, or else of the last one."
  (interactive)
  (let ((action (seq-some (lambda (place) (car (askhow--actions "refactor.rewrite.entryNow" place)))
                          (askhow--places))))
    (if (null action)
        (message "askhow: there is no timeline yet; under its heading %s offers the first stamp"
                 (substitute-command-keys "\\[completion-at-point]"))
      (let* ((edit (seq-first (askhow--edits-of action)))
             (text (string-trim-right (plist-get edit :newText)))
             (line (+ (plist-get (plist-get (plist-get edit :range) :start) :line)
                      (cl-count ?\n text))))
        (askhow--do action)
        (goto-char (point-min))
        (forward-line line)
        ;; In a row, into its first empty cell.
        (if (re-search-forward "|[ \t][ \t]+|" (line-end-position) t)
            (goto-char (+ 2 (match-beginning 0)))
          (end-of-line))))))

(defvar askhow--later nil
  "The questions that are left for later, by file, in this session.")

(defun askhow--execute (command &rest argument)
  "Have the server do COMMAND with ARGUMENT for this review.
What it refuses is told."
  (askhow--server)
  (eglot--signal-textDocument/didChange)
  (condition-case refusal
      (jsonrpc-request (askhow--server) :workspace/executeCommand
                       `(:command ,(concat "askhow." command)
                         :arguments [(,@(eglot--TextDocumentIdentifier) ,@argument)]))
    (jsonrpc-error
     (user-error "askhow: %s" (or (alist-get 'jsonrpc-error-message (cddr refusal))
                                  (error-message-string refusal))))))

(defun askhow--next-question ()
  "The next question of this review; where there is none, say so."
  (askhow--review)
  (or (askhow--execute "nextQuestion" :skip (vconcat (alist-get buffer-file-name askhow--later nil nil #'equal)))
      (let* ((overview (askhow--request :askhow/overview))
             (running (plist-get (plist-get overview :live) :running)))
        (message "askhow: %s"
                 (cond ((eq running t) "no questions while the incident goes on")
                       ((seq-empty-p (plist-get overview :queue)) "nothing waits for an answer")
                       (t "only what you left for later waits")))
        nil)))

(defun askhow-answer ()
  "Ask the next question that waits, and write the answer into its section."
  (interactive "*")
  (when-let ((question (askhow--next-question)))
    (let* ((section (plist-get question :section))
           (answer (read-string (format "%s: %s " section (plist-get question :text)))))
      (if (string-blank-p answer)
          (message "askhow: nothing is written without an answer")
        (let ((written (askhow--execute "answer" :id (plist-get question :id)
                                        :answer answer :apply :json-false)))
          (save-excursion
            (askhow--do `(:title "Answer" :edit ,(plist-get written :edit))))
          (message "askhow: written in line %d, under “%s”" (1+ (plist-get written :line)) section))))))

(defun askhow-later ()
  "Leave the next question for later, in this session of Emacs."
  (interactive)
  (when-let ((question (askhow--next-question)))
    (push (plist-get question :id) (alist-get buffer-file-name askhow--later nil nil #'equal))
    (message "askhow: left for later: %s: %s" (plist-get question :section) (plist-get question :text))))

(defun askhow-again ()
  "Ask again what was left for later."
  (interactive)
  (askhow--review)
  (message "askhow: %s" (if (alist-get buffer-file-name askhow--later nil nil #'equal)
                            "what was left for later is asked again"
                          "nothing was left for later"))
  (setf (alist-get buffer-file-name askhow--later nil t #'equal) nil))

(defun askhow-sort ()
  "Put the timeline in the order of its times."
  (interactive)
  (askhow--take "source.sortTimeline" "the timeline is in order, or has no times to sort by"))

(defun askhow--n-lines (action)
  "The number of lines that are touched by ACTION."
  (let (lines)
    (seq-doseq (edit (askhow--edits-of action))
      (let* ((range (plist-get edit :range))
             (first (plist-get (plist-get range :start) :line))
             (end (plist-get range :end))
             (last (- (plist-get end :line) (if (> (plist-get end :character) 0) 0 1))))
        (cl-loop for line from first to (max first last) do (cl-pushnew line lines))))
    (length lines)))

(defun askhow-fix ()
  "Apply everything that is safe without a look."
  (interactive)
  (let* ((action (askhow--take "source.fixAll.askhow" "nothing here has a fix that is safe without a look"))
         (count (askhow--n-lines action)))
    (when action
      (message "askhow: %d line%s changed" count (if (= count 1) "" "s")))))

(defun askhow--rewrites ()
  "The code actions at point that rewrite, by their titles."
  (let ((silencing (mapcar (lambda (it) (plist-get it :title)) (askhow--actions "quickfix.silence"))))
    (cl-loop for action in (askhow--actions "quickfix")
             for title = (plist-get action :title)
             when (and (plist-get action :edit) (not (member title silencing)))
             collect (cons title action))))

(defun askhow-ask ()
  "Offer the rewrites at point; where there are none, show better questions."
  (interactive)
  (askhow--review)
  (let ((rewrites (askhow--rewrites)))
    (if rewrites
        (askhow--do (cdr (assoc (completing-read "Ask better questions here: " rewrites nil t nil nil
                                                 (caar rewrites))
                                rewrites)))
      (let* ((place (eglot--pos-to-lsp-position (point)))
             (hover (askhow--request :textDocument/hover `(:position ,place)))
             (contents (plist-get hover :contents)))
        (if contents
            (askhow--show "*askhow*" (if (stringp contents) contents (plist-get contents :value)))
          (message "askhow: no questions for this place"))))))

(defun askhow--rules ()
  "The rules that speak at point, or else in its line."
  (let ((found (or (flymake-diagnostics (point))
                   (flymake-diagnostics (line-beginning-position) (line-end-position)))))
    (delete-dups
     (delq nil (mapcar (lambda (it)
                         (plist-get (alist-get 'eglot-lsp-diag (flymake-diagnostic-data it)) :code))
                       found)))))

(defun askhow-explain (rule)
  "Say what RULE is about, with its questions and examples.
It is the one that speaks at point; of several one is chosen."
  (interactive
   (let ((rules (askhow--rules)))
     (list (cond ((null rules) (read-string "No rule speaks in this line.  Explain: " "phrasing/"))
                 ((cdr rules) (completing-read "Explain: " rules nil t))
                 (t (car rules))))))
  (with-temp-buffer
    (unless (eq 0 (askhow--call "rules" rule "--format" "markdown"))
      (user-error "%s" (string-trim (buffer-string))))
    ;; From its own heading on.
    (goto-char (point-min))
    (when (search-forward "\n## " nil t)
      (delete-region (point-min) (match-beginning 0)))
    (askhow--show "*askhow rule*" (string-trim (buffer-string)))))

;; "Explain …" among the code actions, in the help buffer instead of the echo area.
(defun askhow--explains-p (command)
  "Whether COMMAND explains a rule, and our program can do so itself."
  (and (equal command "askhow.explain") (equal (cadr askhow-command) "lsp")))

(if (fboundp 'eglot-execute)
    (cl-defmethod eglot-execute :extra "askhow" (_server action)
      "Show what the rule of ACTION is about, if it wants that."
      (if (askhow--explains-p (plist-get action :command))
          (askhow-explain (seq-first (plist-get action :arguments)))
        (cl-call-next-method)))
  (with-no-warnings ; So it was before Eglot 1.16.
    (cl-defmethod eglot-execute-command :extra "askhow" (_server command arguments)
      "Show what the rule in ARGUMENTS is about, if COMMAND wants that."
      (if (askhow--explains-p (format "%s" command))
          (askhow-explain (seq-first arguments))
        (cl-call-next-method)))))

(defun askhow--flat (symbols &optional above)
  "The places of SYMBOLS and what is in them, named behind ABOVE."
  (cl-loop for symbol across symbols
           for name = (concat above (plist-get symbol :name))
           for range = (or (plist-get symbol :selectionRange)
                           (plist-get (plist-get symbol :location) :range))
           collect (cons name (plist-get range :start))
           append (askhow--flat (or (plist-get symbol :children) []) (concat name " › "))))

(defun askhow-outline ()
  "Go to a section, or to something in it, by its name."
  (interactive)
  (askhow--review)
  (let* ((title (askhow--request :textDocument/documentSymbol))
         (within (and (= (length title) 1) (plist-get (aref title 0) :children)))
         (places (askhow--flat (or within title [])))
         ;; In the order of the text.
         (table (lambda (string predicate action)
                  (if (eq action 'metadata)
                      '(metadata (display-sort-function . identity) (cycle-sort-function . identity))
                    (complete-with-action action places string predicate)))))
    (if (null places)
        (message "askhow: there is no outline yet")
      (let ((place (cdr (assoc (completing-read "Go to: " table nil t) places))))
        (push-mark)
        (goto-char (point-min))
        (forward-line (plist-get place :line))))))

(defun askhow-restart ()
  "End the server of this buffer and start it anew."
  (interactive)
  (setq askhow--said nil)
  (if (eglot-current-server)
      (eglot-reconnect (eglot-current-server))
    (askhow-ensure)))

(defun askhow-log ()
  "Show what the server wrote to its standard error.
That is lengths and versions, never text."
  (interactive)
  (eglot-stderr-buffer (askhow--server)))

(defun askhow--settings ()
  "What is to be said of the settings of this folder, behind something else."
  (if (or (askhow--problem) (not (equal (cadr askhow-command) "lsp")))
      ""
    (let* ((folder (askhow--folder))
           (wrong (make-temp-file "askhow"))
           (ended (let ((default-directory folder))
                    (call-process (car askhow-command) nil (list nil wrong) nil "config")))
           (said (with-temp-buffer
                   (insert-file-contents wrong)
                   (string-trim (buffer-string)))))
      (delete-file wrong)
      (if (and (eq ended 0) (string-empty-p said))
          "; the settings of this folder are in order"
        (concat "; settings of this folder: " (string-replace "\n" " · " said))))))

(defun askhow-health ()
  "Say which program is found, and whether server and settings are in order."
  (interactive)
  (message "askhow: %s; %s%s"
           (or (askhow--problem)
               (if (equal (cadr askhow-command) "lsp")
                   (format "%s is %s" (executable-find (car askhow-command)) (askhow--version))
                 (format "started by a command of yours, %S" askhow-command)))
           (cond
            ((eglot-current-server) "it runs for this buffer")
            ((apply #'derived-mode-p askhow-modes)
             "it does not run here, `M-x askhow-ensure' starts it")
            (t "it is for Markdown, which this buffer is not"))
           (askhow--settings)))

;; Settings hold as soon as they are saved.  Without a project Emacs watches no files.
(defun askhow--settings-saved ()
  "Tell each server of ours, where this buffer has settings."
  (when (and buffer-file-name (equal (file-name-nondirectory buffer-file-name) "askhow.toml"))
    (let ((change `(:changes [(:uri ,(askhow--uri buffer-file-name) :type 2)])))
      (dolist (server (askhow--servers))
        (jsonrpc-notify server :workspace/didChangeWatchedFiles change)))))

(defun askhow--uri (file)
  "The URI of FILE."
  (if (fboundp 'eglot-path-to-uri)
      (eglot-path-to-uri file)
    (with-no-warnings ; Before Eglot 1.16.
      (eglot--path-to-uri file))))

(defun askhow--servers ()
  "The servers of all reviews that are open."
  (delete-dups
   (delq nil (mapcar (lambda (buffer)
                       (with-current-buffer buffer
                         (and (memq major-mode askhow-modes) (eglot-current-server))))
                     (buffer-list)))))

(add-hook 'after-save-hook #'askhow--settings-saved)

(provide 'askhow)
;;; askhow.el ends here
