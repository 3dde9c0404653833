namespace TypedSender.Corpus;

/// <summary>What the command line asks for.</summary>
internal sealed record CorpusOptions(IReadOnlyList<string> Folders, IReadOnlyList<string> Excluded, bool HasDetails, string? TypesFile, string? VerdictsFile)
{
    /// <summary>Reads the arguments; null when they are not understood.</summary>
    public static CorpusOptions? Parse(string[] arguments)
    {
        List<string> folders = [];
        List<string> excluded = [];
        bool hasDetails = false;
        string? types = null;
        string? verdicts = null;
        for (int index = 0; index < arguments.Length; index++)
        {
            bool hasValue = index + 1 < arguments.Length;
            switch (arguments[index])
            {
                case "--details":
                    hasDetails = true;
                    break;
                case "--exclude" when hasValue:
                    excluded.Add(arguments[++index]);
                    break;
                case "--types" when hasValue:
                    types = arguments[++index];
                    break;
                case "--verdicts" when hasValue:
                    verdicts = arguments[++index];
                    break;
                case { } folder when Directory.Exists(folder):
                    folders.Add(folder);
                    break;
                default:
                    return null;
            }
        }

        return folders.Count == 0 || types is null != verdicts is null ? null : new CorpusOptions(folders, excluded, hasDetails, types, verdicts);
    }
}
