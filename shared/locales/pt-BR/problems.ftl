# O tratamento é “você”.

place-file = o arquivo
place-row = linha { $row }
place-line = linha { $line } do arquivo
place-row-line = linha { $row } (linha { $line } do arquivo)
place-column = coluna { $column }

did-you-mean = Você quis dizer { $suggestions }?
the-cell = A célula
this-column = sem nome
short-row = { $count ->
    [none] A linha tem menos células do que o cabeçalho
    [one] A linha só tem { $count } célula, mas o cabeçalho tem { $limit } colunas
   *[other] A linha só tem { $count } células, mas o cabeçalho tem { $limit } colunas
}; talvez falte uma célula ou uma quebra de linha divida a linha em duas.

in-rows = { $kind ->
    [only] (linha { $list })
    [count] ({ $rows ->
        [one] { $rows } linha
        [many] { $rows } de linhas
       *[other] { $rows } linhas
    })
    [all] ({ $rows ->
        [one] { $rows } linha
       *[other] { $rows } linhas
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } linha
        [many] { $rows } de linhas
       *[other] { $rows } linhas
    }, entre elas { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] latino
    [cyrillic] cirílico
    [greek] grego
    [armenian] armênio
   *[cherokee] cherokee
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
   *[other] { $short } ({ $count ->
        [one] { $count } byte
        [many] { $count } de bytes
       *[other] { $count } bytes
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] uma pasta de trabalho (.xlsx, .ods) ou um arquivo zip
    [an-empty-zip-archive] um arquivo zip vazio
    [an-old-workbook-xls] uma pasta de trabalho antiga (.xls) ou protegida por senha
    [a-workbook-with-a-password] uma pasta de trabalho protegida por senha
    [a-pdf] um PDF
    [a-text-document-rtf] um documento de texto (.rtf)
    [a-gzip-archive] um arquivo gzip
    [a-7z-archive] um arquivo 7z
    [a-rar-archive] um arquivo rar
    [a-picture] uma imagem
    [a-damaged-workbook] uma pasta de trabalho danificada
    [a-workbook-in-another-encoding] uma pasta de trabalho com uma codificação não suportada
    [a-zip-archive] um arquivo zip
    [an-opendocument-sheet-ods] uma planilha OpenDocument (.ods)
    [a-sylk-sheet-slk] uma planilha SYLK (.slk)
    [a-binary-workbook-xlsb] uma pasta de trabalho binária (.xlsb)
    [a-numbers-document] um documento do Numbers
    [a-web-page-html-or-xml] uma página da web (HTML ou XML)
    [json] JSON
    [a-vcard] um vCard
    [a-markdown-table] uma tabela Markdown
    [a-list-with-columns-separated-by-tildes] uma lista com colunas separadas por ~
    [a-list-with-columns-separated-by-carets] uma lista com colunas separadas por ^
    [a-list-with-columns-of-fixed-width] uma lista com colunas de largura fixa
   *[other] { $found }
}

corrections-in-utf8 = Este arquivo está em UTF-8 porque { $encoding } não tem alguns caracteres destas mensagens.

## Erros do arquivo inteiro.

file-empty = O arquivo está vazio.
    .fix = Preencha o modelo, uma linha por pessoa, e importe-o novamente.
    .hidden-sheets = As planilhas visíveis da pasta de trabalho estão vazias, mas há planilhas ocultas.
    .hidden-sheets-fix = Se a lista estiver em uma planilha oculta, reexiba-a, salve a pasta de trabalho e importe-a novamente.
file-too-large = O arquivo tem { $size }; uma importação aceita no máximo { $size-limit }.
    .fix = Divida-o em arquivos menores, cada um com o cabeçalho, e importe um após o outro.
file-not-csv = { $kind ->
    [none] Este não é um arquivo CSV.
   *[other] Trata-se de { $kind }, e não de um arquivo CSV.
}
    .fix = Abra a lista em um programa de planilhas, salve-a como “CSV UTF-8” e importe esse arquivo.
    .wrong-suffix = { $found ->
    [none] O nome do arquivo não termina em .csv.
   *[other] O nome do arquivo, { $found }, não termina em .csv.
}
    .neither-suffix = { $found ->
    [none] O nome do arquivo não termina em .csv nem em .xlsx.
   *[other] O nome do arquivo, { $found }, não termina em .csv nem em .xlsx.
}
    .neither-suffix-fix = Abra a lista em um programa de planilhas, salve-a como pasta de trabalho (.xlsx) ou como “CSV UTF-8” e importe esse arquivo.
    .neither-kind = { $kind ->
    [none] Este arquivo não pode ser importado.
   *[other] Trata-se de { $kind }, e esse arquivo não pode ser importado.
}
    .neither-kind-fix = Abra a lista em um programa de planilhas, salve-a como pasta de trabalho do Excel (.xlsx) e importe esse arquivo.
    .password = Esta pasta de trabalho está protegida por uma senha.
    .password-fix = Remova a senha no programa de planilhas, salve a pasta de trabalho como .xlsx e importe-a novamente.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Não é possível ler o arquivo como texto.
        [mostly-control-characters] O arquivo contém principalmente caracteres de controle e não pode ser lido como texto.
       *[other] O arquivo está em { $what } e não pode ser lido como texto.
    }
   *[other] O arquivo contém{ $place ->
        [none] {""}
       *[other] , na { $place },
    } um caractere que não pode ser lido em { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } (byte { $byte }).
}
    .fix = Salve o arquivo novamente como “CSV UTF-8” e importe-o.
    .candidates = O arquivo não está em UTF-8, e não há certeza sobre a codificação. Ela pode ser { $candidates }.
    .candidates-fix = Salve o arquivo novamente como “CSV UTF-8” e importe-o, ou indique a codificação: nas opções da importação, com --encoding na linha de comando ou como encoding nos metadados do objeto.
file-no-rows = O arquivo tem um cabeçalho, mas nenhuma linha abaixo dele.
    .fix = Adicione uma linha por pessoa e importe-o novamente.
    .left-out = As correções deixam de fora todas as linhas do arquivo.
    .left-out-fix = Mantenha pelo menos uma linha ou importe outro arquivo.
file-too-many-rows = O arquivo tem { $count ->
    [none] linhas demais
    [one] { $count } linha
    [many] { $count } de linhas
   *[other] { $count } linhas
}; neste formato, uma importação aceita no máximo { $limit }.
    .fix = Divida-o em { $files ->
    [none] vários arquivos
    [one] { $files } arquivo
   *[other] { $files } arquivos
}, cada um com o cabeçalho, e importe um após o outro.
file-quote-unclosed = Uma célula entre aspas começa { $line ->
    [none] aqui
   *[other] na linha { $line } do arquivo
}{ $found ->
    [none] {""}
   *[other] {" "}com { $found }
} e nunca termina; tudo o que vem depois foi lido como uma única célula.
    .fix = Adicione as aspas de fechamento ou duplique as aspas que fazem parte do texto.
file-changed = O arquivo foi substituído ou removido antes de ser lido até o fim.
    .fix = Envie-o novamente e não o altere até a importação terminar.
results-gone = Os resultados da importação a ser desfeita não estão mais disponíveis: eles são excluídos após 30 dias, e o plano de uma importação com falha, após 7 dias. Em vez disso, importe um arquivo corrigido.
feed-unknown = Não existe um feed com o nome { $found }.
    .fix = Verifique a pasta em “drop/feeds” ou crie o feed primeiro.
    .no-folder = Este arquivo está diretamente em “drop/feeds” e não na pasta de um feed.
    .no-folder-fix = Coloque-o na pasta do feed correspondente.
feed-out-of-date = Um arquivo mais recente do feed { $found } já foi importado.
    .fix = Exporte a lista de novo e importe o novo arquivo.
workbook-too-large = Esta pasta de trabalho é grande demais: descompactada, ela ultrapassa os limites.
    .fix = Salve a planilha como “CSV UTF-8” e importe esse arquivo.
    .rows = A planilha tem { $count } linhas; uma pasta de trabalho pode ter no máximo { $limit }.
    .rows-fix = Divida-a ou salve a planilha como “CSV UTF-8” e importe esse arquivo.
    .in-bytes = A pasta de trabalho tem { $size }; o máximo é { $size-limit }.
    .in-bytes-fix = Salve a planilha como “CSV UTF-8” e importe esse arquivo.
workbook-several-sheets = Várias planilhas têm as colunas deste formato: { $labels }.
    .fix = Mantenha apenas uma delas ou oculte as outras.
header-missing = { $found ->
    [none] A primeira linha não contém os nomes das colunas.
   *[other] A primeira linha contém { $found } em vez dos nomes das colunas.
}
    .fix = Coloque o cabeçalho do modelo acima das linhas.{ $labels ->
    [none] {""}
   *[other] {" "}Os nomes das colunas são { $labels }.
}
    .header-further-down-fix = O cabeçalho parece estar na linha { $count } do arquivo. Exclua as linhas acima dele e importe o arquivo novamente.{ $labels ->
    [none] {""}
   *[other] {" "}Os nomes das colunas são { $labels }.
}
    .hidden-sheets-fix = Se a lista estiver em uma planilha oculta, reexiba-a. Coloque o cabeçalho do modelo acima das linhas.{ $labels ->
    [none] {""}
   *[other] {" "}Os nomes das colunas são { $labels }.
}
header-too-many-columns = O arquivo tem { $column ->
    [none] { $count ->
        [none] colunas demais
        [one] { $count } coluna
       *[other] { $count } colunas
    }
   *[other] { $count ->
        [none] colunas { $column } demais
        [one] { $count } coluna { $column }
       *[other] { $count } colunas { $column }
    }
}; o máximo é { $limit }.
    .fix = { $column ->
    [none] Remova as colunas que não estão no modelo.
   *[other] Remova as que não são preenchidas em nenhuma linha ou distribua os cursos entre várias importações.
}
header-column-missing = A coluna { $column } é obrigatória e não está no arquivo.
    .fix = { $near ->
    [none] Adicione uma coluna exatamente com este nome: { $column }.
   *[other] Se for a coluna { $near }, renomeie-a para { $column }.
}
header-column-unknown = A coluna { $column } não existe neste formato.
    .fix = { $meant ->
    [none] Remova a coluna ou dê a ela um nome do modelo.
   *[other] { $meant }Use exatamente este nome, com as mesmas maiúsculas e os mesmos espaços.
}
    .formatted-number = A planilha pode mostrar o nome da coluna { $column } de outra forma.
    .formatted-number-fix = Formate a célula como texto e digite o nome da coluna do modelo.
    .merged-cell = A planilha não mostra o nome da coluna { $column }, porque uma célula mesclada o cobre.
    .merged-cell-fix = Desfaça a mesclagem e dê a cada coluna o seu nome.
    .no-name = O arquivo contém uma coluna que não existe neste formato.
header-column-duplicate = A coluna { $column } aparece { $count ->
    [none] mais de uma vez
    [2] duas vezes
   *[other] { $count } vezes
} no arquivo.
    .fix = Mantenha uma delas e remova as outras, para que fique claro qual vale.
course-unmatched = { $found } não é um curso da empresa { $company ->
    [none] desta linha
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Corrija o título ou adicione primeiro o curso à empresa.
    .several-titles = { $found } contém vários cursos da empresa { $company ->
    [none] desta linha
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Escreva um título em cada coluna{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Se não houver curso, deixe a célula vazia.
    .further-titles = Somente os primeiros { $limit } títulos sem curso são listados; células com outros títulos: { $count }{ $in-rows }.
    .further-titles-fix = Corrija os títulos listados ou verifique se nenhuma coluna se deslocou.
course-ambiguous = { $found } pode ser mais de um curso da empresa { $company ->
    [none] desta linha
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Copie o título do curso correto letra por letra.
    .same-title = { $found } é o título de vários cursos da empresa { $company ->
    [none] desta linha
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Dê a cada um desses cursos um título próprio no catálogo e importe o arquivo novamente.
file-not-split = Cada linha do arquivo é uma única célula, porque a linha inteira está entre aspas.
    .fix = Divida a coluna A em colunas no programa de planilhas, salve o arquivo como “CSV UTF-8” e importe-o.
    .separator-line = Segundo a linha “sep=” no início, as células são separadas por { $delimiter ->
    [comma] vírgulas
    [semicolon] pontos e vírgulas
    [tab] tabulações
    [bar] barras verticais
    [none] um separador
   *[other] { $delimiter }
}, mas elas são separadas por { $row-delimiter ->
    [comma] vírgulas
    [semicolon] pontos e vírgulas
    [tab] tabulações
    [bar] barras verticais
    [none] outro
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Exclua ou corrija essa linha e importe o arquivo novamente.
    .empty-separator-line = A linha “sep=” no início não indica nenhum separador, mas as células são separadas por { $row-delimiter ->
    [comma] vírgulas
    [semicolon] pontos e vírgulas
    [tab] tabulações
    [bar] barras verticais
    [none] um separador
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Exclua ou corrija essa linha e importe o arquivo novamente.
file-delimiter-mixed = Os nomes das colunas são separados por { $delimiter ->
    [comma] vírgulas
    [semicolon] pontos e vírgulas
    [tab] tabulações
    [bar] barras verticais
    [none] um separador
   *[other] { $delimiter }
}, mas { $row ->
    [none] as linhas
   *[other] a linha { $row }
} por { $row-delimiter ->
    [comma] vírgulas
    [semicolon] pontos e vírgulas
    [tab] tabulações
    [bar] barras verticais
    [none] outro
   *[other] { $row-delimiter }
}.
    .fix = Salve a lista novamente no programa de planilhas como “CSV UTF-8”, com o mesmo separador em todas as linhas, e importe esse arquivo.
layout-mismatch = Este parece ser um arquivo do formato { $layout }, mas a importação usa o formato { $expected-layout }.
    .fix = Escolha o formato { $layout } para a importação (--layout na linha de comando) ou use os nomes de coluna do modelo.
    .set-by-feed-fix = Os arquivos de um feed têm o formato { $expected-layout }: use os nomes de coluna do modelo.
header-column-missing-label = A coluna { $column } contém dados{ $found ->
    [none] ,
   *[other] , por exemplo { $found },
} mas não tem nome no cabeçalho, e depois dela há colunas com nome: os nomes provavelmente estão deslocados.
    .fix = Escreva o nome que falta ou exclua a coluna e importe o arquivo novamente.
    .formula-without-result = O nome da coluna { $column } é uma fórmula cujo resultado a pasta de trabalho não contém.
    .formula-without-result-fix = Abra o arquivo em um programa de planilhas, salve-o e importe-o novamente.
option-invalid = { $found ->
    [none] Uma opção desta importação
   *[other] A opção { $found }
} { $values ->
    [none] não existe.
   *[other] tem um valor inválido.
}
    .fix = { $values ->
    [none] Remova a opção ou corrija o nome dela.
   *[other] Use { $values }.
}
    .not-in-layout = { $found ->
    [none] Uma opção desta importação
   *[other] A opção { $found }
} não se aplica a este formato.
    .not-in-layout-fix = Remova a opção ou escolha o outro formato.
    .set-by-feed = { $found ->
    [none] Uma opção desta importação
   *[other] A opção { $found }
} é definida pelo feed deste arquivo.
    .set-by-feed-fix = Remova a opção. Para alterá-la, altere a configuração do feed.

## Erros de uma linha.

row-too-many-cells = A linha tem { $count ->
    [none] células demais
    [one] { $count } célula
   *[other] { $count } células
}, mas o cabeçalho só tem { $limit ->
    [one] { $limit } coluna
   *[other] { $limit } colunas
}{ $found ->
    [none] {""}
   *[other] ; a primeira célula a mais é { $found }
}.
    .fix = Talvez o texto de uma célula contenha o separador e tenha perdido as aspas: coloque essa célula entre aspas duplas.
    .misplaced-quote = Há aspas em um lugar incomum{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, e a linha foi lida com { $count ->
    [none] células a mais ou a menos
    [one] { $count } célula
   *[other] { $count } células
}, mas o cabeçalho tem { $limit ->
    [one] { $limit } coluna
   *[other] { $limit } colunas
}.
    .misplaced-quote-fix = Corrija as aspas: aspas que fazem parte do texto são escritas duas vezes, e uma célula que contém o separador fica entre aspas.
    .joined-cells = Há aspas em um lugar incomum{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, e duas células podem ter sido lidas como uma só.
    .joined-cells-fix = Corrija as aspas: aspas que fazem parte do texto são escritas duas vezes, e uma célula que contém o separador fica entre aspas.
    .workbook-fix = Mova a célula para uma coluna com nome ou esvazie-a.
row-too-long = A linha tem { $size }; o máximo é { $size-limit }.
    .fix = Talvez falte uma quebra de linha ou aspas de fechamento: verifique onde a linha deve terminar.
cell-control-character = { $found } contém { $character ->
    [none] um caractere de controle
   *[other] o caractere de controle { $character }
}.
    .fix = Limpe a célula e digite o conteúdo novamente.
    .replaced = { $found } contém “�”, que um programa escreveu no lugar de um caractere que não conseguiu ler.
cell-line-break = { $found } contém uma quebra de linha.
    .fix = Escreva o conteúdo em uma única linha.
    .course-fix = Escreva o título em uma única linha; se houver vários títulos, escreva um em cada coluna.
cell-too-long = A célula tem { $count ->
    [none] caracteres demais
    [one] { $count } caractere
   *[other] { $count } caracteres
}; o máximo é { $limit }.
    .fix = Encurte o texto.
    .in-bytes = A célula tem { $size }; o máximo é { $size-limit }.
    .in-bytes-fix = Encurte o texto ou verifique se faltam aspas de fechamento.
enabled-invalid = { $found ->
    [none] A célula está vazia.
   *[other] { $found } não é 1 nem 0.
}
    .fix = { $meant }Use 1 se a pessoa puder entrar no portal ou 0 para criar a conta desativada.
name-missing = Falta o nome.
    .fix = Preencha-o.
name-too-long = O nome tem { $count ->
    [none] caracteres demais
    [one] { $count } caractere
   *[other] { $count } caracteres
}; o máximo é { $limit }.
    .fix = Encurte-o.
name-invalid = { $found } contém { $character ->
    [none] um símbolo
   *[other] { $character }
}, que não é permitido em nomes.
    .fix = { $meant }Use letras, espaços, apóstrofos, hifens e pontos.
last-name-missing = Falta o sobrenome.
    .fix = Preencha-o.
last-name-too-long = O sobrenome tem { $count ->
    [none] caracteres demais
    [one] { $count } caractere
   *[other] { $count } caracteres
}; o máximo é { $limit }.
    .fix = Encurte-o.
last-name-invalid = { $found } contém { $character ->
    [none] um símbolo
   *[other] { $character }
}, que não é permitido em nomes.
    .fix = { $meant }Use letras, espaços, apóstrofos, hifens e pontos.
email-missing = Falta o endereço de e-mail.
    .fix = Preencha-o: ele identifica a pessoa.
    .not-a-person = A linha contém { $found } e parece um rodapé ou um separador, não uma pessoa.
    .not-a-person-fix = Exclua a linha.
email-invalid = { $found } não é um endereço de e-mail.
    .fix = { $meant }Use a forma nome@domínio.
    .no-dot = { $found } não tem nenhum ponto depois da @.
    .no-dot-fix = { $meant }Escreva o domínio completo, por exemplo nome@example.org.
    .several-addresses = { $found } contém mais de um endereço.
    .several-addresses-fix = Use um endereço por linha e uma linha por pessoa.
    .non-ascii-local-part = { $found } contém antes da @ { $character ->
    [none] uma letra especial
   *[other] o caractere { $character }
}; não é possível enviar e-mails para um endereço assim.
    .non-ascii-local-part-fix = { $meant }Use outro endereço dessa pessoa.
    .long-local-part = { $found } tem { $count ->
    [none] caracteres demais
    [one] { $count } caractere
   *[other] { $count } caracteres
} antes da @; o máximo é { $limit }.
    .long-local-part-fix = Use outro endereço dessa pessoa.
email-duplicate = { $found } já está { $other-row ->
    [none] em uma linha anterior
   *[other] na linha { $other-row }
}.
    .fix = Mantenha uma linha por pessoa ou corrija o endereço se forem duas pessoas.
    .only-courses-differ = { $found } já está { $other-row ->
    [none] em uma linha anterior
   *[other] na linha { $other-row }
}, com outros cursos.
    .only-courses-differ-fix = Coloque todos os cursos de uma pessoa em uma única linha, usando mais colunas “module requested”.
user-exists = { $found } já tem uma conta, e esta importação só adiciona pessoas novas.
    .fix = Remova a linha ou corrija o endereço se for de outra pessoa.
self-disable = Esta linha desativaria a conta que executa a importação.
    .fix = Use 1 na célula ou peça a outra pessoa com acesso de administrador que desative a conta.
company-missing = Falta a empresa.
    .fix = Informe o nome exatamente como o portal o mostra.
company-unmatched = A empresa { $found } não existe.
    .fix = { $meant }Escreva o nome exatamente como o portal o mostra ou crie primeiro a empresa.
cohort-unmatched = { $found } não é uma turma da empresa { $company ->
    [none] desta linha
   *[other] { $company }
}.
    .fix = { $meant }Escreva o nome exatamente como o portal o mostra ou crie primeiro a turma.
    .no-value-fix = Se não houver turma, deixe a célula vazia.
language-missing = Falta o idioma.
    .fix = Use { $form ->
    [letters] duas letras minúsculas, por exemplo pt ou en
   *[tag] um código, por exemplo pt-BR ou en
}.
language-invalid = { $found } não é um código de idioma.
    .fix = { $meant }Use { $form ->
    [letters] duas letras minúsculas, por exemplo pt ou en
   *[tag] um código, por exemplo pt-BR ou en
}.
    .country-code = { $found } não é um código de idioma; pode ser o código de um país.
    .wrong-case = { $found } não está em minúsculas.
    .wrong-case-fix = { $suggestions ->
    [none] Use letras minúsculas.
   *[other] Escreva { $suggestions }.
}
country-invalid = { $found } não é um código de país.
    .fix = { $meant }Escreva o país com duas letras maiúsculas, por exemplo BR ou PT.
    .wrong-case = { $found } não está em maiúsculas.
    .wrong-case-fix = { $suggestions ->
    [none] Use letras maiúsculas.
   *[other] Escreva { $suggestions }.
}
    .no-value-fix = Se o país não for conhecido, deixe a célula vazia.
identifier-invalid = { $found } contém { $character ->
    [none] um caractere que não é letra nem número
   *[other] o caractere { $character }
}.
    .fix = { $meant }Use apenas letras e números ou deixe a célula vazia.
    .no-value-fix = Se não houver identificador, deixe a célula vazia.
identifier-duplicate = { $found } já está { $other-row ->
    [none] em uma linha anterior
   *[other] na linha { $other-row }
}.
    .fix = Dê a cada pessoa um identificador próprio ou deixe a célula vazia.
    .no-value-fix = Se não houver identificador, deixe a célula vazia.
identifier-taken = { $holder ->
    [none] Outro usuário já tem o identificador { $found }.
   *[other] O usuário { $holder } já tem o identificador { $found }.
}
    .fix = Verifique a quem ele pertence. Os relatórios o mostram como nome de usuário.
spreadsheet-damage = A planilha transformou um número longo em { $found }; alguns dígitos se perderam.
    .fix = Formate a coluna como texto, digite o número novamente e salve.
    .spreadsheet-error = { $found } é um valor de erro que a planilha colocou no lugar do texto.
    .spreadsheet-error-fix = Corrija a fórmula na planilha ou digite o próprio valor.
    .date-cell = { $found } é uma data, mas esta coluna é de texto.
    .date-cell-fix = Formate a célula como texto e digite o que ela deve conter.
    .formatted-number = A planilha pode mostrar o valor { $found } de outra forma.
    .formatted-number-fix = Formate a célula como texto e digite o que ela deve conter.
    .formula-without-result = A pasta de trabalho não contém o resultado da fórmula desta célula.
    .formula-without-result-fix = Abra o arquivo em um programa de planilhas, salve-o e importe-o novamente.
    .merged-cell = Esta célula faz parte de uma célula mesclada, cujo texto está em outra linha ou coluna.
    .merged-cell-fix = Desfaça a mesclagem e digite o valor em cada linha a que ele pertence.
courses-too-many = Com esta linha, a pessoa teria { $count ->
    [one] { $count } curso
   *[other] { $count } cursos
}; o máximo é { $limit }.
    .fix = Remova cursos da linha.
    .in-bytes = Com esta linha, o registro da pessoa seria grande demais para ser armazenado.
changed-since-preview = Algo de que a linha depende foi alterado depois da prévia; por isso, a linha não foi importada.
    .fix = Importe-a novamente para ver qual seria o resultado agora.
    .user-changed = Este usuário foi criado, alterado ou removido depois da prévia; por isso, a linha não foi importada.
    .catalog-changed = A empresa, sua turma ou um de seus cursos foi alterado ou removido depois da prévia; por isso, a linha não foi importada.
    .catalog-changed-fix = Verifique esses dados e importe a linha novamente.
    .catalog-removed = A empresa, sua turma ou um de seus cursos foi removido antes da nova tentativa de importação; por isso, a linha não foi importada.
    .catalog-removed-fix = Verifique esses dados e importe a linha novamente.

## Avisos.

file-encoding-assumed = O arquivo não indica sua codificação; ele foi lido { $encoding ->
    [none] com a codificação mais provável
   *[other] como { $encoding }
}{ $samples }.
    .fix = Se houver letras erradas, salve o arquivo como “CSV UTF-8” e importe-o, ou indique a codificação: nas opções da importação ou com --encoding na linha de comando.
file-delimiter-assumed = O separador detectado é { $delimiter ->
    [comma] a vírgula
    [semicolon] o ponto e vírgula
    [tab] a tabulação
    [bar] a barra vertical
    [none] o mais provável
   *[other] { $delimiter }
}.
    .fix = Se as colunas estiverem erradas, salve o arquivo como “CSV UTF-8” com vírgulas.
file-mojibake = { $found } parece conter caracteres errados no lugar de letras acentuadas{ $in-rows }.
    .fix = { $meant }Se for esse o caso, salve o original novamente como “CSV UTF-8” e importe-o{ $encoding ->
    [none] {""}
   *[other] , ou indique a codificação { $encoding } para corrigir as letras
}; caso contrário, elas serão importadas como estão.
    .refused = { $found } parece conter caracteres errados no lugar de letras acentuadas{ $in-rows }. Nada foi importado.
    .refused-fix = { $meant }Salve o original novamente como “CSV UTF-8” e importe-o. Ou indique nas opções da importação a codificação { $encoding ->
    [none] do arquivo
   *[other] { $encoding } para corrigir as letras, ou utf-8
} se o texto estiver correto.
    .workbook-fix = { $meant }Se for esse o caso, corrija o texto na planilha e importe a pasta de trabalho novamente; caso contrário, ele será importado como está.
    .refused-workbook = { $found } parece conter caracteres errados no lugar de letras acentuadas{ $in-rows }. Nada foi importado.
    .refused-workbook-fix = { $meant }Corrija o texto na planilha e importe a pasta de trabalho novamente. Ou indique nas opções da importação a codificação utf-8 se o texto estiver correto.
workbook-hidden-rows = Algumas linhas ou colunas da planilha estão ocultas. Elas também são importadas.
    .fix = Confira-as na prévia ou reexiba-as na planilha.
    .refused = Algumas linhas ou colunas da planilha estão ocultas. Nada foi importado.
    .refused-fix = Reexiba-as ou exclua-as e importe o arquivo novamente, ou confira a prévia antes de confirmar.
workbook-sheets-ignored = Só uma planilha é importada. Estas também contêm endereços de e-mail: { $labels }.
    .fix = Se elas contêm pessoas a importar, coloque os nomes das colunas do modelo acima das linhas e importe cada planilha como um arquivo separado.
    .refused = Só uma planilha é importada. Estas também contêm endereços de e-mail: { $labels }. Nada foi importado, porque as pessoas que constam nelas seriam consideradas ausentes e desativadas.
    .refused-fix = Reúna todas as pessoas em uma planilha, ou oculte ou exclua as outras, e importe o arquivo novamente.
column-ignored = A coluna { $column } não faz parte deste formato e não é importada.
    .fix = { $meant ->
    [none] Se isso estiver certo, não é preciso fazer nada.
   *[other] { $meant }Se for esse o caso, use exatamente este nome.
}
    .no-name = Uma coluna não faz parte deste formato e não é importada.
    .no-label = A coluna { $column } contém dados{ $found ->
    [none] {""}
   *[other] , por exemplo { $found },
} e não tem nome no cabeçalho; por isso, não é importada.
    .no-label-fix = Dê a ela um nome do modelo ou esvazie-a.
row-duplicate-identical = A linha é igual { $other-row ->
    [none] a uma linha anterior
   *[other] à linha { $other-row }
} e foi contada uma única vez.
    .fix = Não é preciso fazer nada, a menos que uma das duas fosse para outra pessoa.
course-repeated = { $found } aparece mais de uma vez nesta linha e é atribuído uma única vez.
    .fix = Não é preciso fazer nada, a menos que a intenção fosse outro curso.
language-canonicalised = { $found } foi lido como { $usual ->
    [none] a forma usual
   *[other] { $usual }
}.
    .fix = Não é preciso fazer nada, a menos que a intenção fosse outro idioma.
email-suspicious = { $found } parece ter um erro de digitação.
    .fix = { $meant }Verifique o endereço: ele será importado como está.
quote-lenient = { $found ->
    [none] Uma célula desta linha
   *[other] { $found }
} tem aspas em um lugar incomum; o conteúdo foi lido da melhor forma possível.
    .fix = Verifique o conteúdo; aspas que fazem parte do texto são escritas duas vezes.
row-ragged = Algumas linhas têm mais ou menos células do que o cabeçalho{ $in-rows }; as células que faltam foram lidas como vazias.
    .fix = Verifique se nenhuma célula foi parar em outra coluna{ $samples }.
feed-other = Os usuários de outro feed não foram alterados{ $in-rows }.
    .fix = Remova-os de uma das duas listas.
enabled-kept = Os usuários que nenhum feed desativou continuam desativados, embora o arquivo os ative{ $in-rows }.
    .fix = Para ativá-los, importe um arquivo fora do feed.
feed-corrections-file = Este é um arquivo de correções, que pode conter apenas parte das pessoas. Por isso, ninguém foi considerado ausente do arquivo.
    .fix = Para desativar as pessoas ausentes, importe a lista completa.
header-repeated = O cabeçalho aparece de novo mais abaixo{ $in-rows } e foi ignorado ali.
    .fix = Não é preciso fazer nada se várias listas foram reunidas.
    .refused = Estes nomes de coluna são diferentes dos da linha { $other-row }: o arquivo parece conter várias listas com colunas diferentes.
    .refused-fix = Importe cada lista como um arquivo separado ou dê a todas as mesmas colunas na mesma ordem.
correction-mismatch = { $found } não corresponde à correção desta célula, feita para { $values ->
    [none] uma célula vazia
   *[other] { $values }
}.
    .fix = Corrija a linha novamente ou deixe-a de fora.
correction-unused = Nada no arquivo corresponde { $found ->
    [none] a esta correção
   *[other] à correção de { $found }
}; por isso, ela não foi usada.
    .fix = Você pode removê-la.
    .several-columns = Várias colunas do arquivo têm { $found ->
    [none] o nome a corrigir
   *[other] o nome { $found }
}; por isso, esta correção não foi usada.
    .several-columns-fix = Adicione à correção o número da coluna certa como “at”.
alias-used = { $found } é um alias e foi lido como { $usual ->
    [none] outro nome
   *[other] { $usual }
}{ $in-rows }.
    .fix = Não é preciso fazer nada, a menos que a intenção fosse outra.
spreadsheet-formula-text = Algumas células foram exportadas como fórmulas{ $found ->
    [none] {""}
   *[other] , por exemplo { $found }
}{ $in-rows }. Elas foram lidas como o texto que uma planilha mostra.
    .fix = Não é preciso fazer nada, a menos que algum texto pareça errado.
cell-suspicious = { $found } mistura letras de alfabetos diferentes em uma palavra.
    .fix = { $meant }Verifique a célula: ela será importada como está.
    .course-title = { $found } é o título de um curso, e a linha tem menos células do que o cabeçalho: as células provavelmente se deslocaram.
    .quoted = { $found } tem apóstrofos no lugar de aspas em volta do texto.
    .lost-letter = { $found } tem um ponto de interrogação onde parece faltar uma letra.
    .guarded = { $found } começa com um apóstrofo que os programas colocam antes de um texto que parece uma fórmula.
    .invisible = { $found } contém caracteres invisíveis.
    .html-entities = { $found } contém códigos HTML no lugar de caracteres.
    .spreadsheet-error = { $found } é um valor de erro que a planilha colocou no lugar do texto.
    .formula = { $found } é uma fórmula, e não o texto que a planilha mostra.
    .no-value = { $found } é o que bancos de dados e programas escrevem quando falta um valor.
    .no-value-fix = { $presence ->
    [required] Informe o valor; caso contrário, a célula será importada como está.
   *[optional] Se não houver valor, deixe a célula vazia; caso contrário, ela será importada como está.
}
language-suspicious = { $found } é um código de idioma, mas parece indicar { $country ->
    [none] um país
   *[other] o país { $country }
}{ $in-rows }.
    .fix = { $meant }Verifique o idioma: ele será importado como está.
