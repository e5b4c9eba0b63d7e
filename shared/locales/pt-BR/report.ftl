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
warnings-in-file = Avisos das linhas importadas: veja { $file }

file-result = Resultado: { $path }
file-users = Uma linha por usuário: { $path }
file-corrections = Para corrigir e importar novamente: { $path }

nothing-imported = Nada foi importado.
rows-valid = Linhas sem erros: { $valid } de { $total }.
changes = Alterações em usuários existentes:
changes-by-column = Alterações em usuários existentes, por coluna: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = novos cursos { $titles }
advice-file = Corrija os problemas do próprio arquivo e importe-o novamente. Nenhuma opção os ignora.
advice-skip = Para importar somente as linhas sem erros: { $command }
created-uninvited = Os usuários criados ainda não têm convite.
never-invited = { $count ->
    [one] { $count } usuário existente nunca foi convidado.
   *[other] { $count } usuários existentes nunca foram convidados.
}
advice-invite = Para convidar os usuários desta importação: { $command }
advice-invite-existing = Para convidar os usuários que já existem: { $command }

failure-store-refused = O armazenamento ou a tabela do sistema recusou uma solicitação da importação. O registro do sistema informa o motivo; corrija-o e tente a importação novamente.
failure-plan-unreadable = Os dados salvos da importação não podem ser lidos. Importe o arquivo novamente.
failure-import-stalled = A importação parou de avançar e foi reiniciada três vezes sem sucesso. Nada foi perdido: quando não houver alarmes ativos no sistema, tente a importação novamente, e ela continuará de onde parou.
refused-not-waiting = A importação não está mais aguardando confirmação.
refused-has-errors = { $rows ->
    [one] { $rows } linha tem erros. Confirme que ela será descartada ou cancele e corrija o arquivo.
   *[other] { $rows } linhas têm erros. Confirme que elas serão descartadas ou cancele e corrija o arquivo.
}
refused-too-late-to-cancel = É tarde demais para cancelar a importação.
refused-not-failed = Somente uma importação com falha pode ser tentada novamente.
