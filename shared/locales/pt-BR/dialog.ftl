importUsers = Importar usuários
addUsers = Adicionar usuários
close = Fechar
loading = Carregando…
findingFile = Verificando se o arquivo chegou…
stepFile = Arquivo
stepCheck = Revisão
stepResult = Resultado
stepOf = Etapa { $at } de { $count }:

step1Help = O modelo tem todas as colunas. Altere apenas as linhas, nunca o cabeçalho, e salve o arquivo como CSV UTF-8.
step1HelpEither = O modelo tem todas as colunas. Altere apenas as linhas, nunca o cabeçalho, e salve o arquivo como pasta de trabalho (.xlsx) ou como CSV UTF-8.
courseColumns = Colunas de cursos
download = Baixar modelo
downloadWithLists = Com listas de opções (.xlsx)
columns = Guia das colunas
required = obrigatório
step2 = Escolher o arquivo
drop = Solte aqui o arquivo CSV ou
dropEither = Solte aqui o arquivo CSV ou a pasta de trabalho (.xlsx), ou
select = Selecionar arquivo
limits = No máximo { $rows ->
    [one] { $rows } linha
    [many] { $rows } de linhas
   *[other] { $rows } linhas
} e { $size }.
limitsWorkbook = Uma pasta de trabalho pode ter no máximo { $size }.
checking = Verificando o arquivo…
checked = { $rows ->
    [one] { $rows } linha pronta para verificação
    [many] { $rows } de linhas prontas para verificação
   *[other] { $rows } linhas prontas para verificação
}
workbookLater = A pasta de trabalho é verificada depois do envio.
step3 = Opções
update = Atualizar usuários existentes
updateOn = Os usuários existentes recebem os valores do arquivo.
updateOff = Os usuários existentes são ignorados.
mails = Enviar convites
mailsOn = Os novos usuários recebem um convite imediatamente.
mailsOff = Você pode convidá-los depois. Quem tentar entrar recebe o convite automaticamente.
review = Revisar antes de importar
reviewOn = Você verá o que vai mudar antes que algo seja salvo.
reviewOff = Um arquivo sem erros é importado imediatamente.
chooseFirst = Escolha um arquivo para continuar.
chooseOther = Escolher outro arquivo
past = Últimas importações
checkFile = Verificar arquivo
importRows = { $rows ->
    [one] Importar { $rows } linha
    [many] Importar { $rows } de linhas
   *[other] Importar { $rows } linhas
}
factsCourses = { $count ->
    [one] { $count } coluna de curso
   *[other] { $count } colunas de cursos
}
firstRows = Primeiras linhas do arquivo
encodingAssumed = O arquivo não informa sua codificação. Escolha aquela em que estas palavras aparecem corretamente.
encAuto = Detectar automaticamente
encWestern = Europa Ocidental
encCentral = Europa Central
encMac = Mac
encCyrillic = Cirílico
encBaltic = Báltico
garbled = Algumas letras foram corrompidas antes de o arquivo ser salvo.
repair = Corrigir as letras
keepText = Manter o texto como está
onErrors = Se algumas linhas tiverem erros
onErrorsReject = Não importar nada
onErrorsSkip = Importar as outras linhas

fileCsv = Este não é um arquivo CSV. No programa de planilhas, salve-o como “CSV UTF-8” e escolha o novo arquivo.
fileFormat = Este não é um arquivo CSV nem uma pasta de trabalho (.xlsx) que possa ser lida. No programa de planilhas, salve-o em um desses formatos, sem senha, e escolha o novo arquivo.
fileEmpty = O arquivo está vazio. Preencha o modelo e escolha-o novamente.
fileLarge = O arquivo é maior que { $size }. Divida-o em vários arquivos.
fileRows = O arquivo tem pelo menos { $found ->
    [one] { $found } linha
    [many] { $found } de linhas
   *[other] { $found } linhas
}; o máximo é { $rows }. Divida-o em pelo menos { $files } arquivos.
fileNoRows = O arquivo tem um cabeçalho, mas nenhuma linha. Adicione uma linha por usuário.
headerMissing = A primeira linha não é o cabeçalho deste modelo. Comece pelo modelo baixado.
columnMissing = Faltam colunas: { $names }. Adicione-as.
columnUnknown = Estes nomes de coluna não correspondem ao modelo: { $names }
columnDouble = Colunas duplicadas: { $names }. Mantenha uma de cada.
columnMany = O arquivo tem mais de { $max ->
    [one] { $max } coluna de curso
   *[other] { $max } colunas de cursos
}. Distribua os cursos entre vários arquivos.
oneFile = Escolha um arquivo de cada vez.
fileGone = O arquivo foi alterado ou movido e não pode mais ser lido. Escolha-o novamente.
headerHelp = Para cada uma das suas colunas, escolha a coluna correspondente do modelo. O arquivo em si não é alterado.
yourColumn = Seu arquivo
firstCells = Primeiros valores
templateColumn = Modelo
columnNumber = Coluna { $at }
ignoreColumn = Não importar
ignoredColumn = Ignorada
missingColumn = Ausente
useNames = Usar estes nomes
namesUsed = As colunas serão lidas com estes nomes.
namesMissing = Escolha uma coluna do seu arquivo para: { $names }.
namesDouble = Escolhidas mais de uma vez: { $names }.
otherLayout_enrolment = Este arquivo é para “Importar usuários”.
otherLayout_learners = Este arquivo é para “Adicionar usuários”.
switchLayout = Mudar para essa importação

uploading = Enviando
sent = { $sent } de { $size }
aliveUpload = Você pode fechar esta janela; o envio continua enquanto a página estiver aberta.
awaiting_upload = Aguardando o arquivo
validating = Verificando as linhas
importing = Importando
awaiting_confirmation = Aguardando sua decisão
progressRows = { $total ->
    [one] { $done } de { $total } linha
    [many] { $done } de { $total } de linhas
   *[other] { $done } de { $total } linhas
}
progressRead = { $done ->
    [one] { $done } linha lida
    [many] { $done } de linhas lidas
   *[other] { $done } linhas lidas
}
alive = Você pode fechar esta janela ou a página; a importação continua.
lastChange = Em andamento. Última alteração: { $ago }.
stuck = Sem progresso. Última alteração: { $ago }. O processo continuará automaticamente; nada será perdido.
cancelImport = Cancelar importação
openUploading = Enviando { $percent }
openImporting = Importação { $percent }
openWaiting = Revisar a importação

offline = Sem conexão. Continuaremos tentando.
busy = O serviço está sobrecarregado. Uma nova tentativa será feita automaticamente.
nextTry = Próxima tentativa em { $seconds } s.
tryNow = Tentar agora
decisionNotSent = Sua decisão não foi enviada. Decida novamente.
decisionLate = Sua decisão não foi enviada a tempo.
retry = Tentar novamente
signIn = Sua sessão foi encerrada. Entre novamente para continuar de onde parou.
uploadRefused = O envio falhou várias vezes. Tente novamente ou entre em contato com a administração do portal.
uploadLost = O envio foi interrompido. Escolha o arquivo novamente para continuar.
importGone = Essa importação não está mais disponível.
unexpected = Algo deu errado nesta página. Tente novamente.
unreachable = Não foi possível acessar o serviço. Continuaremos tentando. Se o problema persistir, entre em contato com a administração do portal.
refused = A solicitação foi recusada ({ $code }).
refusedScope = Você não tem permissão para fazer isso ({ $code }). Entre em contato com a administração do portal.
refusedState = Isso não é mais possível, porque a importação mudou ({ $code }).
refusedInput = A solicitação não é válida ({ $code }).
fileNotKept = O arquivo desta importação não está mais disponível. Escolha-o novamente.
decidedElsewhere = Outra pessoa decidiu sobre esta importação nesse meio-tempo. Este é o estado atual.

noErrors = O arquivo não tem erros.
withErrors = { $count } de { $total ->
    [one] { $total } linha
   *[other] { $total } linhas
} { $count ->
    [one] tem erros
   *[other] têm erros
}.
withErrorsHelp = { $valid ->
    [one] Importe a outra linha ou cancele e corrija o arquivo.
   *[other] Importe as outras { $valid } ou cancele e corrija o arquivo.
}
noneValid = Nenhuma linha pode ser importada. Corrija o arquivo e tente novamente.
noneValidFix = Nenhuma linha pode ser importada ainda. Corrija os erros abaixo.
preview = Prévia
nothingYet = Nada foi salvo ainda. Clique em um número para ver a lista.
warningsFix = Confira os valores abaixo. Você pode corrigi-los antes da importação.
perLanguage = E-mails por idioma: { $list }
rowsCount = { $rows ->
    [one] { $rows } linha
    [many] { $rows } de linhas
   *[other] { $rows } linhas
}
factUpdateOn = usuários existentes são atualizados
factUpdateOff = usuários existentes ficam como estão
factMailsOn = novos usuários recebem um convite
factMailsOff = sem convites
factFixes = { $count ->
    [one] { $count } correção
   *[other] { $count } correções
}
factLeftOut = { $count ->
    [one] { $count } linha deixada de fora
   *[other] { $count } linhas deixadas de fora
}
startedBy = Iniciada por { $who }, { $ago }
nothingTitle = Nada para importar
nothingExist = { $count ->
    [one] Esta pessoa já tem uma conta. Para alterar os dados, marque “Atualizar usuários existentes”.
   *[other] Todas as { $count } pessoas já têm uma conta. Para alterar os dados, marque “Atualizar usuários existentes”.
}
nothingNew = { $count ->
    [one] Os dados desta pessoa já estão atualizados.
   *[other] Os dados de todas as { $count } pessoas já estão atualizados.
}
withErrorsFix = { $valid ->
    [one] Corrija os erros abaixo ou importe somente a outra linha.
   *[other] Corrija os erros abaixo ou importe somente as outras { $valid } linhas.
}
withErrorsIdle = Corrija os erros para importar estas pessoas. As demais já têm uma conta e nada mudaria para elas.
confirmCount = { $count ->
    [one] Importar { $count } pessoa
    [many] Importar { $count } de pessoas
   *[other] Importar { $count } pessoas
}
confirmRest = Importar { $count }, deixar { $left } de fora
mailsNow = { $count ->
    [one] { $count } convite será enviado.
   *[other] { $count } convites serão enviados.
}
updateThem = Atualizar usuários existentes
perLanguageOther = { $count } no idioma padrão (sem modelo para { $others })
back = Voltar
cancel = Cancelar

created = Criados
updated = Atualizados
skipped = Ignorados
failed = Com erros
course_assignments = Atribuições de cursos
invitations = Convites
emptyList = Esta lista está vazia.
more = Mostrar mais
showing = Mostrando { $shown } de { $total }
showAll = Mostrar todos ({ $count })
row = Linha
person = Usuário
what = Detalhes
exists = já existe, sem alterações
unchanged = sem alterações
problems = Problemas
kind_missing = Valor ausente
kind_invalid = Valor inválido
kind_long = Valor longo demais
kind_unmatched = Não encontrado no portal
kind_duplicate = Repetido no arquivo
kind_exists = O usuário já existe
kind_header = Nomes das colunas
kind_row = Linha ilegível
kind_other = Outros
kind_check = Para conferir
warning = aviso
to_created = A criar
to_updated = A atualizar
to_skipped = A ignorar
place = Empresa
disabledAccount = desativada
searchRows = Pesquisar nestas linhas
found = { $count ->
    [one] { $count } resultado
   *[other] { $count } resultados
}
foundFirst = { $found } nas primeiras { $rows } linhas
searchRest = Pesquisar no restante
rowsMany = { $count ->
    [one] { $count } linha: { $list }
   *[other] { $count } linhas: { $list }
}

use = Usar “{ $value }”
useThis = Usar
chooseValue = Escolher um valor
corrected = Valor corrigido
leaveOut = Deixar esta linha de fora
leaveOutMany = Deixar estas linhas de fora
leaveOutAll = Deixar as { $count } linhas de fora
leaveOutValue = Deixar este valor de fora
leftOut = Fora desta importação
courseLeftOut = “{ $title }” ficou de fora em { $count ->
    [one] { $count } linha
   *[other] { $count } linhas
}
undo = Desfazer
acceptSafe = Aceitar todas as sugestões seguras ({ $count })
acceptSafeHelp = Estes valores serão substituídos:
acceptApply = { $rows ->
    [one] Substituir em { $rows } linha
   *[other] Substituir em { $rows } linhas
}
checkAgain = { $count ->
    [one] Verificar de novo com { $count } correção
   *[other] Verificar de novo com { $count } correções
}
fixesChosen = { $count ->
    [one] { $count } correção escolhida
   *[other] { $count } correções escolhidas
}
fixesLost = As correções de nomes e endereços só são mantidas até que esta página seja recarregada.
fixesGone = Suas correções não foram aplicadas e serão descartadas.
cellMissing = Informe um valor.
cellLong = { $max ->
    [one] É permitido no máximo { $max } caractere.
   *[other] São permitidos no máximo { $max } caracteres.
}
cellEmail = Este não é um endereço de e-mail.
cellName = Nomes não podem conter símbolos.
cellIdentifier = Use somente letras e números.
cellInvalid = Este código não é válido.
choiceUnknown = { $kind ->
    [company] Não existe nenhuma empresa com este nome.
    [cohort] Não existe nenhuma turma com este nome.
   *[course] Não existe nenhum curso com este nome.
}
choiceAlias = Se for um alias, escolha “Usar” novamente.
cellSame = Informe outro valor.
aliasAsk = Lembrar estes nomes nas próximas importações?
aliasSend = Lembrar
aliasDone = Estes nomes serão reconhecidos nas próximas importações.
aliasTaken = Não serão lembrados (já em uso ou fora do catálogo): { $names }

summary = Resumo
completed = Importação concluída
completedWith = { $count ->
    [one] Importação concluída, { $count } linha deixada de fora
   *[other] Importação concluída, { $count } linhas deixadas de fora
}
rejected = Nada foi importado
rejectedHelp = Corrija os problemas abaixo e envie o arquivo novamente.
rowsValid = Linhas sem erros: { $count }.
cancelled = Cancelada: nada foi importado
failed_import = A importação parou devido a um erro do nosso lado
expired = Expirada: nada foi importado
expiredHelp = Esta importação expirou porque o arquivo não foi enviado ou a importação não foi confirmada a tempo. Importe o arquivo novamente.
exports = Exportar
exportJson = Exportar como JSON
exportCsv = Exportar como CSV
exportFix = Baixar com comentários (.{ $format })
exportFixHelp = Seu arquivo, com os problemas ao lado de cada linha.
another = Importar outro arquivo
fixPath = Corrigir o arquivo
fixPath1 = Baixe seu arquivo com comentários e corrija-o.
fixPath2 = Solte aqui o arquivo corrigido ou
rejectedCourses = Alguns cursos do arquivo não existem. Por isso, nada é importado.
failedRetry = Tente novamente: a importação continua de onde parou.
failedFinal = Entre em contato com a administração do portal.
pastEmpty = Ainda não há importações.
doneCreated = { $count ->
    [one] { $count } usuário criado
   *[other] { $count } usuários criados
}
doneUpdated = { $count ->
    [one] { $count } usuário atualizado
   *[other] { $count } usuários atualizados
}
doneSkipped = { $count ->
    [one] { $count } usuário ignorado
   *[other] { $count } usuários ignorados
}
doneFailed = { $count ->
    [one] { $count } linha com erros
   *[other] { $count } linhas com erros
}
doneAssigned = { $count ->
    [one] { $count } curso atribuído
   *[other] { $count } cursos atribuídos
}
doneInvited = { $count ->
    [one] { $count } usuário convidado
   *[other] { $count } usuários convidados
}
neverInvited = { $count ->
    [one] { $count } usuário existente nunca foi convidado.
   *[other] { $count } usuários existentes nunca foram convidados.
}
inviteThese = { $count ->
    [one] Enviar um convite a esta pessoa
   *[other] Enviar convites a estas { $count } pessoas
}
inviteAsk = { $count ->
    [one] Enviar { $count } convite agora?
   *[other] Enviar { $count } convites agora?
}
inviteSend = { $count ->
    [one] Enviar { $count } convite
   *[other] Enviar { $count } convites
}
inviteDone = { $count ->
    [0] Nenhum convite para enviar.
    [one] { $count } convite está a caminho.
   *[other] { $count } convites estão a caminho.
}

short_awaiting_upload = Sem arquivo
short_validating = Verificando
short_awaiting_confirmation = A confirmar
short_importing = Em andamento
short_completed = Concluída
short_rejected = Rejeitada
short_cancelled = Cancelada
short_failed = Erro
short_expired = Expirada

undoTitle = Desfazer uma importação
undoStart = Desfazer esta importação…
undoImport = Mostrar a importação
undoShow = Mostrar a reversão
undoOf = Reversão de { $name }
undo_validating = Preparando a reversão
undo_importing = Desfazendo a importação
undoAlive = Você pode fechar esta janela ou a página; a reversão continua.
undoPercent = Reversão { $percent }
undoOpen = Revisar a reversão
undoKeeps = As alterações posteriores são mantidas.
undoLinks = Os convites dos usuários removidos deixarão de funcionar.
undoNothing = Nada desta importação pode ser desfeito.
undoSince = { $count ->
    [one] Desde então, { $count } importação foi concluída
   *[other] Desde então, { $count } importações foram concluídas
}
undoSinceHelp = A reversão também remove as pessoas que constam nessas importações sem terem sido alteradas por elas. Depois, importe novamente o arquivo correto.
undoScope = Você não tem permissão para desfazer importações. Entre em contato com a administração do portal.
undoConfirm = { $removed ->
    [one] Remover { $removed } usuário
   *[other] Remover { $removed } usuários
} e restaurar { $restored }
undoRemove = { $removed ->
    [one] Remover { $removed } usuário
   *[other] Remover { $removed } usuários
}
undoRestore = { $restored ->
    [one] Restaurar { $restored } usuário
   *[other] Restaurar { $restored } usuários
}
undoStays = mantido
undoRetry = Tente novamente: a reversão continua de onde parou.
undone = Esta importação foi desfeita.
undoRunning = Esta importação está sendo desfeita.
undoStopped = A reversão desta importação parou.
undo_completed = Importação desfeita
undo_completedWith = Importação desfeita em parte
undo_rejected = Nada foi desfeito
undo_cancelled = Cancelada: nada foi desfeito
undo_expired = Expirada: nada foi desfeito
undo_failed = A reversão parou devido a um erro do nosso lado
to_undo_removed = A remover
to_undo_updated = A restaurar
to_undo_course_assignments_removed = Cursos a retirar
undo_removed = Removidos
undo_updated = Restaurados
undo_course_assignments_removed = Cursos retirados
undo_skipped = Não revertidos
undo_kept = Com valores mantidos
why_changed-since = alterado desde então
why_active = já entrou no portal ou ativou a conta
why_gone = não existe mais
why_self-disable = é a pessoa que desfaz a importação
why_kept = todos os valores foram alterados desde então
doneRemoved = { $count ->
    [one] { $count } usuário removido
   *[other] { $count } usuários removidos
}
doneRestored = { $count ->
    [one] { $count } usuário restaurado
   *[other] { $count } usuários restaurados
}
doneLeft = { $count ->
    [one] { $count } usuário sem alterações
   *[other] { $count } usuários sem alterações
}
doneUnassigned = { $count ->
    [one] { $count } curso retirado
   *[other] { $count } cursos retirados
}
short_undone = Desfeita
source_portal = enviada
source_drop = do bucket
refused_already-undone = Esta importação já foi desfeita. Se precisar dela, importe o arquivo novamente.
refused_undo-in-progress = Esta importação já está sendo desfeita. Confirme ou cancele essa reversão primeiro.
refused_import-not-undoable = Esta importação não salvou nada, portanto não há nada a desfazer.


## Feeds.

feeds = Feeds
feedName = Feed { $name }
feedNotCounted = Linhas sem endereço legível: { $count }. Por isso, ninguém foi considerado ausente do arquivo.
feedNewest = Arquivo mais recente: { $date } · pessoas: { $count }
feedEmpty = Nenhum arquivo ainda
feedHeld = Um arquivo aguarda sua decisão
feedWaits = Um arquivo aguarda outro
allFeeds = Todas as importações
heldTitle = Este arquivo afetaria mais pessoas do que o feed permite
heldHelp = Nada foi salvo ainda. Se o arquivo estiver correto, importe-o mesmo assim; caso contrário, cancele.
heldScope = Você não tem permissão para importá-lo mesmo assim. Entre em contato com a administração do portal.
heldLine = { $what }: { $users } ({ $found }, limite { $allowed })
absentPeople = Ausentes do arquivo
confirmHeld = Importar mesmo assim
confirmDisable = { $count ->
    [one] Desativar { $count } usuário
    [many] Desativar { $count } de usuários
   *[other] Desativar { $count } usuários
}
waitsFor = Aguardando outro arquivo deste feed
newerFile = Um arquivo mais recente do feed substituiu este.
to_disabled = A desativar
disabled = Desativados
other-feed = pertence a outro feed
missing-from-feed = ausente do arquivo
gone = não existe mais
self-disable = é a pessoa que importa o arquivo
short_waits = Aguardando
refused_feed-busy = Outro arquivo deste feed está sendo importado. Tente novamente depois.
refused_feed-out-of-date = Um arquivo mais recente deste feed já foi importado.
doneDisabled = { $count ->
    [one] { $count } usuário desativado
   *[other] { $count } usuários desativados
}
