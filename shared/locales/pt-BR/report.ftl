import-of = Importação { $import } de { $file }: { $end }
dry-run-of = Simulação de { $file }: { $end }. Nada foi salvo.
file-refused = { $file }: { $end }

completed = concluída
rejected = rejeitada
cancelled = cancelada
failed = com falha
expired = expirada

count-created = criados
count-updated = atualizados
count-disabled = desativados
count-skipped = ignorados
count-failed = com erros
count-course-assignments = cursos atribuídos
count-invitations = convites
count-rows-blank = linhas vazias deixadas de fora
count-rows-repeated = linhas repetidas deixadas de fora
count-rows-left-out = linhas deixadas de fora
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
file-corrections = Arquivo de correções (corrija-o e importe-o novamente): { $path }
file-corrections-path = Arquivo de correções: { $path }

nothing-imported = Nada foi importado.
rows-valid = Linhas sem erros: { $valid } de { $total }.
changes = Alterações em usuários existentes:
changes-by-column = Alterações em usuários existentes, por coluna: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = novos cursos { $titles }
disabled-missing = Desativados, por estarem ausentes do arquivo:
courses-left-out = Cursos que as correções deixam de fora:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } linha
   *[other] { $rows } linhas
}
advice-file = Corrija os problemas do próprio arquivo e importe-o novamente. Nenhuma opção permite ignorá-los.
advice-skip = Para importar somente as linhas sem erros: { $command }
created-uninvited = Os usuários criados ainda não têm convite.
users-exist = { $count ->
    [one] { $count } usuário do arquivo já existe.
   *[other] { $count } usuários do arquivo já existem.
}
never-invited = { $count ->
    [one] { $count } usuário existente nunca foi convidado.
   *[other] { $count } usuários existentes nunca foram convidados.
}
advice-invite = Para convidar os usuários desta importação: { $command }
advice-invite-existing = Para convidar os usuários que já existem: { $command }
advice-invite-all = Para convidar todos os que não têm convite: { $command }

failure-store-refused = O armazenamento ou a tabela do sistema recusou uma solicitação da importação. O log do sistema informa a causa; resolva-a e tente a importação novamente.
failure-plan-unreadable = Os dados salvos da importação não podem ser lidos. Importe o arquivo novamente.
failure-import-stalled = A importação parou de avançar e foi reiniciada três vezes sem sucesso. Nada foi perdido: quando não houver alarmes ativos no sistema, tente a importação novamente, e ela continuará de onde parou.
failure-store-refused-finally = O armazenamento ou a tabela do sistema recusou uma solicitação da importação e a recusaria de novo; tentar novamente não adianta. O log do sistema informa a causa. Depois de resolvê-la, importe o arquivo novamente: os usuários já salvos serão reconhecidos.
failure-program-stopped = O programa parou três vezes enquanto lia este arquivo, talvez por falta de memória. Nenhum usuário foi salvo. Divida o arquivo ou dê mais memória ao programa e importe o arquivo novamente.
awaiting-upload = aguardando o arquivo
validating = em verificação
importing = em andamento
refused-not-waiting = A importação não está aguardando confirmação (status: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } linha tem erros. Confirme que ela será deixada de fora ou cancele e corrija o arquivo.
   *[other] { $rows } linhas têm erros. Confirme que elas serão deixadas de fora ou cancele e corrija o arquivo.
}
refused-too-late-to-cancel = { $state ->
    [importing] A importação já está em andamento e não pode mais ser cancelada.
   *[other] É tarde demais para cancelar a importação (status: { $status }).
}
refused-not-failed = Só é possível tentar novamente uma importação com falha (status: { $status }).

undo-of = Importação { $undo }, que desfaz { $import }: { $end }
undo-preview-of = Prévia da reversão da importação { $import }. Nada foi salvo.
undo-question = { $removed ->
    [one] Remover { $removed } usuário
   *[other] Remover { $removed } usuários
} e restaurar { $restored }?
imports-since = Importações concluídas desde então (se alguma delas estava correta, importe o arquivo dela novamente depois da reversão):
count-removed = removidos
count-restored = restaurados
count-course-assignments-removed = cursos retirados
undo-retained = Não desfeito:
retained-value = { $email }: { $column } continua como { $current }
retained-empty = { $email }: { $column } continua em branco
retained-user = { $email }: { $reason }
reason-changed-since = alterado desde então
reason-active = já entrou no portal ou ativou a conta
reason-gone = não existe mais
reason-self-disable = é a pessoa que desfaz a importação
reason-kept = nada pode ser desfeito

## Um arquivo que aguarda por causa dos limites do feed.

awaiting-confirmation = aguardando confirmação
would-wait = a importação ficaria aguardando confirmação
held = O arquivo ultrapassa os limites do feed. Nada foi salvo ainda.
held-dry-run = O arquivo ultrapassa estes limites do feed:
held-create = usuários a criar
held-update = usuários a atualizar
held-disable = usuários a desativar
held-failed = linhas com erros
held-absent = pessoas ausentes do arquivo
held-limit = { $what }: { $users } ({ $found }%, limite { $allowed }%)
advice-confirm = Se o arquivo estiver correto, confirme a importação: { $command }
advice-cancel = Caso contrário, cancele-a: { $command }
