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
count-rows-left-out = linhas omitidas
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
