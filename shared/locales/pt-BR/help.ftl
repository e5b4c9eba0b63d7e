enrolment = Pessoas com empresa, turma e cursos
learners = Pessoas sem cursos

enrolment-enabled = 1 permite que a pessoa entre no portal; 0 cria a conta desativada. VERDADEIRO e FALSO, sim e não também são aceitos.
enrolment-name = Nome.
enrolment-last_name = Sobrenome. Se a célula estiver vazia, o valor atual é mantido.
enrolment-email = Endereço de e-mail. Ele identifica a pessoa: um endereço, um usuário.
enrolment-companyName = O nome da empresa, exatamente como o portal o mostra.
enrolment-cohortName = Uma turma dessa empresa, exatamente como o portal a mostra. Se a célula estiver vazia, o valor atual é mantido enquanto a empresa for a mesma.
enrolment-languageCode = Idioma dos cursos e do convite como código, por exemplo pt-BR, en ou fr-CA.
enrolment-job_role = Cargo, em texto livre. Se a célula estiver vazia, o valor atual é mantido.
enrolment-region = Região ou local, em texto livre. Se a célula estiver vazia, o valor atual é mantido.
enrolment-module-requested = O título de um curso a atribuir. Adicione uma coluna por curso; deixe vazias aquelas de que uma pessoa não precisa. Os cursos nunca são removidos.

learners-firstname = Nome, no máximo 64 caracteres, sem símbolos. São permitidos letras de qualquer alfabeto, apóstrofos e hifens.
learners-lastname = Sobrenome, no máximo 64 caracteres, sem símbolos.
learners-email = Endereço de e-mail. Cada endereço só pode aparecer uma vez no arquivo.
learners-identifier = Apenas letras e números; aparece nos relatórios como nome de usuário. Os zeros à esquerda são mantidos. Pode ficar vazio.
learners-country = País com duas letras maiúsculas (ISO 3166-1 alfa-2): BR, PT, US, GB.
learners-language = Idioma com duas letras minúsculas (ISO 639-1): pt, en, es. Define o idioma do convite.

option-layout = Quais colunas o arquivo tem.
option-update_existing = Marcado: as pessoas que já são usuários recebem os valores do arquivo e os novos cursos; células opcionais vazias não alteram nada. Desmarcado: elas ficam como estão e são listadas como ignoradas.
option-update_existing-learners = Este formato só adiciona pessoas. Uma linha com uma pessoa que já é usuário é considerada um erro.
option-send_invitations = Marcado: cada novo usuário recebe o convite por e-mail imediatamente. Desmarcado: ninguém recebe e-mail agora, e os convites podem ser enviados depois.
option-on_row_errors = O que acontece se algumas linhas tiverem erros. reject: nada é importado. skip: as outras linhas são importadas. Não se aplica quando a importação aguarda sua decisão.
option-confirm = Marcado: o arquivo é verificado primeiro, e nada é importado antes que você veja o resultado e o confirme.

sheet-columns = Colunas
sheet-intro = Preencha a primeira planilha, uma linha por pessoa, e não altere o cabeçalho. As células com lista mostram uma seta; as turmas e os cursos oferecidos são os da empresa da mesma linha.
sheet-column = Coluna
sheet-required = Obrigatório
sheet-yes = sim
sheet-meaning = Conteúdo
sheet-companies = Empresas
sheet-cohorts = Turmas
sheet-courses = Cursos
sheet-languages = Idiomas
sheet-countries = Países
sheet-not-listed = Algumas turmas ou alguns cursos não aparecem aqui porque são muitos. Digite-os exatamente como o portal os mostra.
