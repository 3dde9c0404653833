using TypedSender.Corpus;

const string Usage = """
    Annotates what means to be a message in folders of foreign C#, runs the generators and analyzers over it, and prints what became of each type.

        dotnet run -c Release --project tests/programs/TypedSender.Corpus -- FOLDER... [--exclude TEXT]... [--details]

    clean         has an encoder that carries every member
    refused       has a diagnostic of a rule, on the type or a member
    unresolved    is not whole: a base, the type of a member, or something else that it needs is not in the folders
    uncompilable  the generated code has errors or warnings
    silent        a member, or the whole type, is missing, and nothing says so
    crashed       the generator, an analyzer or the compiler ended with an exception

    Ends with 1 when a type is uncompilable, silent or crashed. A folder of tests or of generated code may be left out by a part of its path.
    """;

CorpusOptions? options = CorpusOptions.Parse(args);
if (options is null)
{
    Console.Error.WriteLine(Usage);
    return 2;
}

if (options.TypesFile is not null)
{
    // A child: one compilation over the listed types, which may end the process.
    VerdictFile.Write(options.VerdictsFile!, CorpusRun.Judge(SourceFolder.Read(options), VerdictFile.ReadNames(options.TypesFile)));
    return 0;
}

SourceFolder folder = SourceFolder.Read(options);
IReadOnlyList<string> types = Candidates.Find(folder.Compile());
Console.WriteLine($"{folder.Trees.Count} files, {types.Count} types annotated");
IReadOnlyList<Verdict> verdicts = new IsolatedRuns(args).Judge(types);
CorpusReport.Print(verdicts, options.HasDetails);
return verdicts.Any(verdict => verdict.IsFault) ? 1 : 0;
