users = Usuários
language = Idioma
token = Esta API exige um token. Ele fica guardado apenas nesta página.
use = Usar token
wrongToken = Esse token foi rejeitado. Informe outro.
noAnswer = Sem resposta. Verifique a conexão e tente novamente.

company = Empresa
status = Status
search = Pesquisar
clear = Limpar filtros
all = Todos
pending = Pendente
active = Ativo
disabled = Desativado
user = Usuário
select = Selecionar { $name }
selectAll = Selecionar todos os exibidos
chosenCount = { $count ->
    [one] { $count } selecionado
   *[other] { $count } selecionados
}
more = Mostrar mais
empty = Ainda não há usuários
emptyHelp = Importe um arquivo para adicionar os primeiros.
noMatch = Nenhum resultado
noMatchHelp = Tente outros filtros.
q = Nome, e-mail ou identificador
selectColumn = Seleção
searching = Pesquisando…
filters = Filtros
companiesCut = Nem todas as empresas são exibidas. Se faltar alguma, digite o nome completo.

invitation = Convite
held = Em espera
queued = Aguardando envio
sending = Enviando
sent = Enviado
delivered = Entregue
bounced = Não entregue
complained = Marcado como spam
unconfirmed = Não confirmado
accepted = Aceito
expired = Expirado
invite = Enviar convite
inviteAll = Convidar todas as pessoas sem convite
invited = { $queued ->
    [0] Nenhum convite para enviar.
    [one] { $queued } convite está a caminho.
   *[other] { $queued } convites estão a caminho.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } pessoa já foi convidada.
   *[other] {" "}{ $already_invited } pessoas já foram convidadas.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } conta já está ativa.
   *[other] {" "}{ $already_active } contas já estão ativas.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } conta está desativada.
   *[other] {" "}{ $disabled } contas estão desativadas.
}
running = Preparando os convites… Até agora: { $queued }.
runFailed = Algumas pessoas não foram convidadas. Tente novamente.
noMails = Os convites não estão configurados neste portal.
stopped_bounces = O envio parou: { $bounced } de { $sent ->
    [one] { $sent } e-mail
   *[other] { $sent } e-mails
} { $bounced ->
    [one] não foi entregue
   *[other] não foram entregues
}. Verifique os endereços e depois retome o envio.
stopped_account = O envio está pausado: o serviço de e-mail suspendeu esta conta. O envio será retomado automaticamente.
resume = Retomar o envio
notInvited = Não convidado
sendAgain = Enviar novamente
inviteAllFiltered = Limpe primeiro os outros filtros.
askAll = { $count ->
    [one] Enviar um convite a { $count } pessoa (todas as empresas)?
   *[other] Enviar convites a { $count } pessoas de todas as empresas?
}
askAllMore = Enviar convites a mais de { $count } pessoas de todas as empresas?
askCompany = { $count ->
    [one] Enviar um convite a { $count } pessoa de { $company }?
   *[other] Enviar convites a { $count } pessoas de { $company }?
}
askCompanyMore = Enviar convites a mais de { $count } pessoas de { $company }?
askSend = { $count ->
    [one] Enviar { $count } convite
   *[other] Enviar { $count } convites
}
askSendMore = Enviar mais de { $count } convites

activate = Ative sua conta
activateText = Clique no botão para ativar sua conta.
accept = Ativar
welcome = Boas-vindas, { $name }! Sua conta { $email } está ativa.
invalid = Este link não funciona: já foi usado, expirou ou está incompleto. Peça um novo convite.
activated = Sua conta está ativa
openAgain = Abra novamente o link do e-mail.
goTo = Ir para { $tenant }
