using System.Reflection;
using System.Text.Json;

namespace TypedSender.Tool.Contracts;

/// <summary>An assembly whose declarations are read, and whose code never runs. What it refers to is looked for beside it, in its packages, and in this runtime.</summary>
internal sealed class AssemblyFile : IDisposable
{
    private readonly MetadataLoadContext _context;
    private readonly Assembly _assembly;

    private AssemblyFile(MetadataLoadContext context, Assembly assembly) => (_context, _assembly) = (context, assembly);

    public string Name => _assembly.GetName().Name!;

    public string Version => _assembly.GetName().Version is { } version ? $"{version.Major}.{version.Minor}.{Math.Max(version.Build, 0)}" : "0.0.0";

    /// <summary>The contracts that the assembly has code for, by name: those that it declares or makes contracts, and the closed types of generic ones that it names.</summary>
    public IReadOnlyList<ContractInfo> Contracts
    {
        get
        {
            Type[] types = GetTypes();
            IEnumerable<Type> declared = types.Where(static type => Attributes.Has(type, "AmqpContractAttribute") && !type.IsGenericTypeDefinition);
            IEnumerable<Type> all = declared.Concat(ContractDeclaration.ExternalTypes(_assembly)).Concat(types.SelectMany(GetClosedTypes)).Distinct();
            return [.. all.Select(type => ContractDeclaration.Find(type, _assembly)).OfType<ContractDeclaration>().Select(ContractReader.Read).OrderBy(static contract => contract.FullName, StringComparer.Ordinal)];
        }
    }

    /// <summary>The sender interfaces that the assembly declares, by name.</summary>
    public IReadOnlyList<SenderInfo> Senders =>
        [.. GetTypes().Where(static type => type.IsInterface && Attributes.Has(type, "AmqpSenderAttribute")).OrderBy(static type => type.FullName, StringComparer.Ordinal).Select(SenderReader.Read)];

    /// <exception cref="ToolException">There is no such file, or it is no assembly of .NET.</exception>
    public static AssemblyFile Load(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw new ToolException($"There is no file {path}. Build the project, and give the dll in its output folder.");
        }

        MetadataLoadContext context = new(new PathAssemblyResolver(FindReferences(full)));
        try
        {
            return new AssemblyFile(context, context.LoadFromAssemblyPath(full));
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            context.Dispose();
            throw new ToolException($"{path} is no assembly of .NET.", exception);
        }
    }

    /// <summary>The contract with this name, as C# or reflection write it; namespaces, containing types and type arguments may be left out where one contract remains.</summary>
    /// <exception cref="ToolException">There is none, or there are several.</exception>
    public ContractInfo GetContract(string name)
    {
        IReadOnlyList<ContractInfo> contracts = Contracts;
        NamePattern pattern = new(name);
        ContractInfo[] found = [.. contracts.Where(contract => pattern.IsWholeNameOf(contract.Type))];
        found = found.Length > 0 ? found : [.. contracts.Where(contract => pattern.IsNameOf(contract.Type))];
        return found switch
        {
            [var only] => only,
            [] => throw new ToolException($"{Name} has no contract '{name}'. It has {(contracts.Count == 0 ? "none" : string.Join(", ", contracts.Select(static contract => contract.FullName)))}."),
            _ => throw new ToolException($"'{name}' is several contracts: {string.Join(", ", found.Select(static contract => contract.FullName))}. Give the whole name."),
        };
    }

    public void Dispose() => _context.Dispose();

    /// <summary>The closed generic types that a type encodes: the generator writes code for those that a program names.</summary>
    private static IEnumerable<Type> GetClosedTypes(Type type) =>
        from each in type.GetInterfaces()
        where each is { Namespace: "TypedSender.GeneratedCode", Name: "IAmqpEncoder`1" }
        let encoded = each.GetGenericArguments()[0]
        where encoded is { IsConstructedGenericType: true, ContainsGenericParameters: false }
        select encoded;

    private Type[] GetTypes()
    {
        try
        {
            return _assembly.GetTypes();
        }
        catch (Exception exception) when (exception is ReflectionTypeLoadException or FileNotFoundException or FileLoadException)
        {
            string reason = (exception as ReflectionTypeLoadException)?.LoaderExceptions.FirstOrDefault()?.Message ?? exception.Message;
            throw new ToolException($"An assembly that {Name} refers to was not found ({reason}). Give the dll in the output folder of the program that uses it, or publish it.", exception);
        }
    }

    /// <summary>The first file of each name wins: beside the assembly, in packages, beside this tool, in this runtime.</summary>
    private static IEnumerable<string> FindReferences(string path)
    {
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        IEnumerable<string> all =
        [
            path,
            .. Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.dll"),
            .. FindInPackages(Path.ChangeExtension(path, ".deps.json")),
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "TypedSender*.dll"),
            .. Directory.EnumerateFiles(runtime, "*.dll"),
            .. FindFramework(runtime, "Microsoft.AspNetCore.App"),
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll"),
        ];
        foreach (string file in all)
        {
            found.TryAdd(Path.GetFileName(file), file);
        }

        return found.Values;
    }

    private static IEnumerable<string> FindFramework(string runtime, string name)
    {
        string folder = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(runtime))!, name, Path.GetFileName(runtime));
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.dll") : [];
    }

    /// <summary>A library's packages are not copied beside it; the file of its dependencies names them.</summary>
    private static IEnumerable<string> FindInPackages(string dependencies)
    {
        if (!File.Exists(dependencies))
        {
            yield break;
        }

        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(dependencies));
        foreach (JsonProperty target in document.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (JsonProperty library in target.Value.EnumerateObject())
            {
                if (library.Value.TryGetProperty("runtime", out JsonElement files))
                {
                    foreach (JsonProperty file in files.EnumerateObject())
                    {
                        string candidate = Path.Combine(packages, library.Name.ToLowerInvariant(), file.Name);
                        if (File.Exists(candidate))
                        {
                            yield return candidate;
                        }
                    }
                }
            }
        }
    }
}
