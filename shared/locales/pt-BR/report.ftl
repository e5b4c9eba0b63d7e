import-of = Importação { $import } de { $file }: { $end }
dry-run-of = Simulação de { $file }: { $end }. Nada foi gravado.
file-refused = { $file }: { $end }

completed = concluída
rejected = rejeitada
cancelled = cancelada
failed = com falha
expired = expirada

count-created = criados
count-updated = atualizados
count-skipped = ignorados
count-failed = com erros
count-course-assignments = cursos atribuídos
count-invitations = convites
count-rows-blank = linhas vazias descartadas
count-rows-repeated = linhas repetidas descartadas
count-rows-left-out = cabeçalhos repetidos descartados
if-skipped = Com { $option }: { $created } criados, { $updated } atualizados, { $skipped } ignorados, { $failed } com erros.

problems = { $errors ->
    [one] { $errors } erro
   *[other] { $errors } erros
}, { $warnings ->
    [one] { $warnings } aviso
   *[other] { $warnings } avisos
}
error = erro
warning = aviso
problem = { $place }: { $message }
more = … e mais { $count }
more-in-file = … e mais { $count }, veja { $file }

file-result = Resultado: { $path }
file-users = Uma linha por usuário: { $path }
file-corrections = Para corrigir e importar novamente: { $path }

undo-of = Importação { $undo }, que desfaz { $import }: { $end }
undo-preview-of = Prévia: desfazer a importação { $import }. Nada foi gravado.
undo-question = { $removed ->
    [one] Remover { $removed } usuário
   *[other] Remover { $removed } usuários
} e restaurar { $restored }?
imports-since = Concluídas desde então. Depois, importe novamente o arquivo correto:
count-removed = removidos
count-restored = restaurados
count-course-assignments-removed = cursos retirados
undo-left = Mantido:
left-value = { $email }: { $column } continua { $current }
left-empty = { $email }: { $column } continua em branco
left-user = { $email }: { $reason }
reason-changed-since = alterado desde então
reason-active = já entrou ou ativou a conta
reason-gone = não existe mais
reason-self-disable = é a pessoa que desfaz a importação
reason-kept = nada pode ser restaurado
