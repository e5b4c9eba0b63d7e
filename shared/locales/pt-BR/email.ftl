subject = Seu convite para { $tenant }
greeting = Olá, { $name }!
intro = Uma conta foi criada para você em { $tenant }. Ative-a para começar seus cursos.
button = Ativar minha conta
button-text = Ativar minha conta:
validity = O link só pode ser usado uma vez, até { $expires_on }.
fallback = Se o botão não funcionar, abra este endereço:
ignore = Não esperava este e-mail? Você pode ignorá-lo.
sender = Enviado para { $email } em nome de { $tenant }. { $portal }

report-subject = { $tenant }: feed { $feed } – { $state }
report-completed = arquivo importado
report-held = arquivo aguardando sua decisão
report-tested = teste: nada foi salvo
report-superseded = arquivo substituído por um mais recente
report-cancelled = importação cancelada
report-rejected = arquivo rejeitado
report-failed = importação interrompida por um erro do nosso lado
report-expired = importação expirada: ninguém decidiu a tempo
report-of = { $at }, importação { $import }: { $state }
report-disabled = desativados
report-absent = ausentes do arquivo
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, ou seja, { $found }% (limite: { $allowed }%)
report-problems = Problemas:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] linha
   *[other] linhas
} { $rows })
report-not-counted = Linhas sem endereço legível: { $count }. Por isso, ninguém foi considerado ausente do arquivo.
report-earlier = Arquivos anteriores: { $count }
report-decide = O arquivo afetaria mais pessoas do que o feed permite. Nada foi salvo. Confirme ou cancele a importação até { $until }; caso contrário, ela expirará.
report-not-written = Nada deste arquivo foi salvo.
report-not-written-superseded = Nada deste arquivo foi salvo. Nenhuma decisão é necessária.
report-would-have-been = Se o arquivo tivesse sido importado, o resultado teria sido:
report-portal = Abra o portal:
report-sender = Enviado para { $email }, porque o feed { $feed } de { $tenant } envia seus relatórios para este endereço.
