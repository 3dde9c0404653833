using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TypedSender.Packages.Tests;

/// <summary>
/// A folder outside the repository where programs install the packages: with feeds of its own, and a folder of its own that packages are unpacked to, so that no package
/// of ours comes from elsewhere. What else is needed comes from where the machine has it.
/// </summary>
public sealed class Workshop : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("typedsender-").FullName;
    private readonly string _current = NumberOf(minorsLater: 0);
    private readonly string _next = NumberOf(minorsLater: 1);

    /// <summary>The version under test: that of the repository with a fourth number, which no package that a developer has made and installed has.</summary>
    public string Version => _current;

    /// <summary>A later version of the same sources.</summary>
    public string NextVersion => _next;

    /// <summary>Where the packages are.</summary>
    public string Feed => Path.Combine(_root, "feed");

    public static string RuntimeIdentifier => RuntimeInformation.RuntimeIdentifier;

    public static string Version3 => XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")).Descendants("Version").Single().Value.Split('-')[0];

    private string Unpacked => Path.Combine(_root, "packages");

    public async Task InitializeAsync()
    {
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(Feed);
        Directory.CreateDirectory(Path.Combine(_root, "later"));
        Directory.CreateDirectory(machine);
        File.WriteAllText(Path.Combine(_root, "nuget.config"), Configuration(("typedsender", Feed), $"<fallbackPackageFolders><add key=\"machine\" value=\"{machine}\" /></fallbackPackageFolders>"));
        File.WriteAllText(Path.Combine(_root, "later", "nuget.config"), Configuration(("typedsender-later", Path.Combine(_root, "later", "feed")), ""));
        await PackAsync(_current, Feed);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    /// <summary>Makes the packages of the later version too, for projects in folders that begin with <c>later/</c>.</summary>
    public async Task PackNextAsync()
    {
        string feed = Path.Combine(_root, "later", "feed");
        if (!Directory.Exists(feed))
        {
            await PackAsync(_next, feed);
        }
    }

    /// <summary>Makes a folder with a project and with sources of <c>Programs</c>.</summary>
    public string MakeProject(string name, string content, params IEnumerable<(string Name, string Text)> sources)
    {
        string folder = MakeFolder(name);
        File.WriteAllText(Path.Combine(folder, Path.GetFileName(name) + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              {content}
            </Project>
            """);
        foreach ((string file, string text) in sources)
        {
            File.WriteAllText(Path.Combine(folder, file), text);
        }

        return folder;
    }

    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>A source of a program.</summary>
    public static (string Name, string Text) Source(string path) => (Path.GetFileName(path), Repository.ReadText($"tests/TypedSender.Packages.Tests/Programs/{path}"));

    /// <summary>Runs a command of the SDK in a folder, and leaves nothing running behind.</summary>
    public Task<(int Code, string Output, string Errors)> DotnetAsync(string folder, params IEnumerable<string> arguments) =>
        ChildProcess.RunInAsync(
            folder,
            [("NUGET_PACKAGES", Unpacked), ("DOTNET_CLI_TELEMETRY_OPTOUT", "1"), ("DOTNET_NOLOGO", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("MSBUILDDISABLENODEREUSE", "1"), ("UseSharedCompilation", "false"), ("NuGetAudit", "false")],
            ChildProcess.Dotnet,
            arguments);

    /// <summary>The same for a command that has to succeed without a warning; its output.</summary>
    public async Task<string> SucceedAsync(string folder, params IEnumerable<string> arguments)
    {
        (int code, string output, string errors) = await DotnetAsync(folder, arguments);
        Assert.True(code == 0 && !Regex.IsMatch(output, @"(?i)\bwarning\b[^\r\n(]*:"), $"dotnet {string.Join(' ', arguments)}: {output}{errors}");
        return output;
    }

    private static string NumberOf(int minorsLater)
    {
        System.Version version = System.Version.Parse(Version3);
        return minorsLater == 0 ? $"{version}.1" : $"{version.Major}.{version.Minor + minorsLater}.0.1";
    }

    /// <summary>
    /// By the command of CONTRIBUTING.md, with an output of its own, so that nothing that other tests run from is touched, and without the analyzers, which the build of the solution has run.
    /// </summary>
    private Task PackAsync(string version, string feed) => SucceedAsync(
        Repository.Root,
        "pack", "src/Packages.slnf", "-c", "Release", "-o", feed, $"-p:Version={version}", "--artifacts-path", Repository.Artifacts(Path.Combine("packing", version)), "-p:RunAnalyzers=false", "-v", "quiet");

    private static string Configuration((string Name, string Folder) feed, string more) => $"""
        <configuration>
          <packageSources>
            <add key="{feed.Name}" value="{feed.Folder}" />
          </packageSources>
          {more}
        </configuration>
        """;
}

/// <summary>The tests that use the workshop, one after the other: each builds on all processors.</summary>
[CollectionDefinition(nameof(Workshop))]
public sealed class WorkshopTests : ICollectionFixture<Workshop>;
