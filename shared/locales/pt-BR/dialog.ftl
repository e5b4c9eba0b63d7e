importUsers = Importar usuários
addUsers = Adicionar usuários
close = Fechar
loading = Carregando…
stepFile = Arquivo
stepCheck = Revisão
stepResult = Resultado

step1 = Preencher o modelo
step1Help = O modelo tem todas as colunas. Altere apenas as linhas, nunca o cabeçalho, e salve o arquivo como CSV UTF-8.
courseColumns = Colunas de cursos
download = Baixar modelo
columns = Guia das colunas
required = obrigatório
step2 = Escolher o arquivo
drop = Solte o arquivo CSV aqui ou
select = Selecionar arquivo
limits = No máximo { $rows ->
    [one] { $rows } linha
    [many] { $rows } de linhas
   *[other] { $rows } linhas
} e { $size }.
checking = Verificando o arquivo…
checked = { $rows ->
    [one] { $rows } linha pronta para verificação.
    [many] { $rows } de linhas prontas para verificação.
   *[other] { $rows } linhas prontas para verificação.
}
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
start = Importar
chooseFirst = Escolha um arquivo para continuar.
chooseOther = Escolher outro arquivo
past = Últimas importações

fileCsv = Este não é um arquivo CSV. No programa de planilhas, salve-o como “CSV UTF-8” e escolha o novo arquivo.
fileEmpty = O arquivo está vazio. Preencha o modelo e escolha-o novamente.
fileLarge = O arquivo é maior que { $size }. Divida-o em vários arquivos.
fileRows = O arquivo tem mais de { $rows ->
    [one] { $rows } linha
    [many] { $rows } de linhas
   *[other] { $rows } linhas
}. Divida-o em vários arquivos.
fileNoRows = O arquivo tem um cabeçalho, mas nenhuma linha. Adicione uma linha por usuário.
headerMissing = A primeira linha não é o cabeçalho deste modelo. Comece pelo modelo baixado.
columnMissing = Faltam colunas: { $names }. Adicione-as.
columnUnknown = Estes nomes de coluna não correspondem ao modelo: { $names }
columnDouble = Colunas duplicadas: { $names }. Mantenha uma de cada.
columnMany = O arquivo tem mais de { $max ->
    [one] { $max } coluna de cursos
   *[other] { $max } colunas de cursos
}. Distribua os cursos entre vários arquivos.
oneFile = Escolha um arquivo de cada vez.
fileGone = O arquivo foi alterado ou movido e não pode mais ser lido. Escolha-o novamente.

uploading = Enviando
sent = { $sent } de { $size }
aliveUpload = Você pode fechar esta janela; o envio continua enquanto a página estiver aberta.
awaiting_upload = Aguardando o arquivo
validating = Verificando as linhas
importing = Importando
awaiting_confirmation = Aguardando a sua decisão
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
stuck = Sem progresso. Última alteração: { $ago }. A importação continuará automaticamente; nada será perdido.
cancelImport = Cancelar importação

offline = Sem conexão. Continuaremos tentando; nada será perdido.
busy = O serviço está sobrecarregado. Uma nova tentativa será feita automaticamente.
nextTry = Próxima tentativa em { $seconds } s.
tryNow = Tentar agora
retry = Tentar novamente
signIn = Sua sessão foi encerrada. Entre novamente para continuar de onde parou.
uploadRefused = O envio falhou várias vezes. Tente novamente ou entre em contato com a administração do portal.
uploadLost = O envio foi interrompido. Escolha o arquivo novamente para continuar.
importGone = Essa importação não está mais disponível.
unexpected = Algo deu errado nesta página. Tente novamente.

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
preview = Prévia
nothingYet = Nada foi salvo ainda. Clique em um número para ver a lista.
confirm = Confirmar e importar
confirmAdd = Confirmar e adicionar usuários
confirmValid = { $count ->
    [0] Importar as linhas válidas
    [one] Importar { $count } linha válida
   *[other] Importar { $count } linhas válidas
}
perLanguage = E-mails por idioma: { $list }

created = Criados
updated = Atualizados
skipped = Ignorados
failed = Com erros
course_assignments = Atribuições de cursos
invitations = Convites
nobody = Esta lista está vazia.
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
kind_other = Outros
warning = aviso

summary = Resumo
completed = Importação concluída
completedWith = { $count ->
    [one] Importação concluída, { $count } linha descartada
   *[other] Importação concluída, { $count } linhas descartadas
}
rejected = Nada foi importado
rejectedHelp = Corrija os problemas abaixo e envie o arquivo novamente.
cancelled = Cancelada: nada foi importado
failed_import = A importação parou devido a um erro do nosso lado
expired = Expirada: nada foi importado
expiredHelp = Esta importação expirou porque o arquivo não foi enviado ou a importação não foi confirmada a tempo. Importe o arquivo novamente.
exports = Exportar
exportJson = Exportar como JSON
exportCsv = Exportar como CSV
exportFix = Baixar com comentários
exportFixHelp = O seu arquivo, com os problemas ao lado de cada linha.
another = Importar outro arquivo

short_awaiting_upload = Sem arquivo
short_validating = Verificando
short_awaiting_confirmation = A confirmar
short_importing = Em andamento
short_completed = Concluída
short_rejected = Rejeitada
short_cancelled = Cancelada
short_failed = Erro
short_expired = Expirada
