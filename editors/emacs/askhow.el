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
;; Commands: `askhow-new', `askhow-entry', `askhow-sort-timeline',
;; `askhow-ask', `askhow-fix-all', `askhow-restart', `askhow-log',
;; `askhow-health'.

;;; Code:

(require 'eglot)
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

(defvar askhow--said nil
  "The last problem with the program that was told, so that it is told once.")

(defun askhow--contact (&rest _)
  "The command, and the settings as the server is told of them at its start."
  `(,@askhow-command
    ,@(when askhow-settings `(:initializationOptions ,askhow-settings))))

(add-to-list 'eglot-server-programs (cons askhow-modes #'askhow--contact))

(defun askhow--version ()
  "Ask the program for its version."
  (with-temp-buffer
    (ignore-errors (call-process (car askhow-command) nil t nil "--version"))
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
A program that is missing or is another one is told once."
  (let ((problem (askhow--problem)))
    (cond
     ((null problem)
      (setq askhow--said nil)
      (eglot-ensure))
     ((not (equal problem askhow--said))
      (setq askhow--said problem)
      (display-warning 'askhow problem)))))

(defun askhow--server ()
  "The server of this buffer; an error where there is none."
  (or (eglot-current-server)
      (user-error "No server here; `M-x askhow-ensure' starts one")))

(defun askhow--actions (kind)
  "The code actions of KIND at point."
  (let ((server (askhow--server))
        (place (eglot--pos-to-lsp-position (point))))
    (append (jsonrpc-request
             server :textDocument/codeAction
             `(:textDocument ,(eglot--TextDocumentIdentifier)
               :range (:start ,place :end ,place)
               :context (:diagnostics [] :only [,kind]))
             :deferred t)
            nil)))

(defun askhow--take (kind otherwise)
  "Take the first code action of KIND.
Where there is none, say OTHERWISE."
  (let ((action (car (askhow--actions kind))))
    (cond
     ((null action) (message "askhow: %s" otherwise))
     ((fboundp 'eglot-execute) (eglot-execute (askhow--server) action))
     (t (with-no-warnings ; Before `eglot-execute' one argument was enough.
         (eglot--apply-workspace-edit (plist-get action :edit)))))))

;;;###autoload
(defun askhow-new (file title)
  "Begin a review in FILE from the template, with TITLE.
A FILE that is there already stays as it is."
  (interactive
   (list (read-file-name "File of the new review: " nil nil nil
                         (format-time-string "%Y-%m-%d-.md"))
         (read-string "Title: ")))
  (let ((file (expand-file-name file)))
    (make-directory (file-name-directory file) t)
    (with-temp-buffer
      (unless (eq 0 (apply #'call-process (car askhow-command) nil t nil "new" file
                           (unless (string-empty-p title) (list "--title" title))))
        (user-error "%s" (string-trim (buffer-string)))))
    (find-file file)))

;; Enter behind an entry goes on with the next one.  `markdown-mode' has a
;; command of its own there, of which Eglot is not told; and Eglot leaves point
;; in front of what is put in at point.
(defun askhow--enter (&rest _)
  "Ask the server what comes behind the line break that was typed."
  (when (and (memq major-mode askhow-modes)
             (eglot-current-server)
             (if (fboundp 'eglot-server-capable)
                 (eglot-server-capable :documentOnTypeFormattingProvider)
               (with-no-warnings ; So it was called before Eglot 1.16.
                 (eglot--server-capable :documentOnTypeFormattingProvider)))
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

(defun askhow-entry ()
  "Insert an entry for the present moment.
It is in the notation of the timeline at point."
  (interactive)
  (askhow--take "refactor.rewrite.entryNow" "put point into a timeline first"))

(defun askhow-sort-timeline ()
  "Put the timeline in the order of its times."
  (interactive)
  (askhow--take "source.sortTimeline" "the timeline is in order, or has no times to sort by"))

(defun askhow-fix-all ()
  "Apply everything that is safe without a look."
  (interactive)
  (askhow--take "source.fixAll.askhow" "nothing here has a fix that is safe without a look"))

(defun askhow-ask ()
  "Show better questions for the place of point."
  (interactive)
  (let* ((hover (jsonrpc-request (askhow--server) :textDocument/hover
                                 (eglot--TextDocumentPositionParams) :deferred t))
         (contents (plist-get hover :contents)))
    (if (null contents)
        (message "askhow: no questions for this place")
      (let ((text (eglot--format-markup contents)))
        (with-help-window "*askhow*"
          (with-current-buffer standard-output (insert text)))
        ;; The review stays in sight.
        (let ((window (get-buffer-window "*askhow*")))
          (unless (or (null window) (window-full-height-p window))
            (fit-window-to-buffer window)))))))

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

(defun askhow-health ()
  "Say which program is found, and whether this buffer has the server."
  (interactive)
  (message "askhow: %s; %s"
           (or (askhow--problem)
               (if (equal (cadr askhow-command) "lsp")
                   (format "%s is %s" (executable-find (car askhow-command)) (askhow--version))
                 (format "started by a command of yours, %S" askhow-command)))
           (cond
            ((eglot-current-server) "it runs for this buffer")
            ((apply #'derived-mode-p askhow-modes)
             "it does not run here, `M-x askhow-ensure' starts it")
            (t "it is for Markdown, which this buffer is not"))))

(provide 'askhow)
;;; askhow.el ends here
