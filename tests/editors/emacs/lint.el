;;; lint.el --- No warnings of the compiler, no complaints about documentation  -*- lexical-binding: t; -*-

;; emacs --batch -Q -l lint.el FILE

;;; Code:

(require 'checkdoc)
(setq byte-compile-error-on-warn t)
(let* ((file (pop command-line-args-left))
       (compiled (let ((byte-compile-dest-file-function
                        (lambda (_) (expand-file-name "askhow-lint.elc" temporary-file-directory))))
                   (byte-compile-file file)))
       (complaints nil)
       (checkdoc-create-error-function
        (lambda (text start &rest _)
          (push (format "%s: %s" (and start (line-number-at-pos start)) text) complaints)
          nil)))
  (checkdoc-file file)
  (princ (format "compiled %s, %d complaints %S\n" compiled (length complaints) complaints))
  (kill-emacs (if (and compiled (null complaints)) 0 1)))
;;; lint.el ends here
