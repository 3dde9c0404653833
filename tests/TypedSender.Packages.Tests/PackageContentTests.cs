using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;

namespace TypedSender.Packages.Tests;

/// <summary>What is in the packages.</summary>
[Collection(nameof(Workshop))]
public class PackageContentTests(Workshop workshop)
{
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private Package[] All => Package.ReadAll(workshop.Feed).Where(package => package.Id.StartsWith("TypedSender", StringComparison.Ordinal)).ToArray();

    /// <summary>The packages of libraries.</summary>
    private Package[] Packages => [.. All.Where(package => !package.IsTool && package.Id != "TypedSender.Templates")];

    [Fact]
    public void Each_project_is_a_package_and_nothing_else_is()
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

        Assert.Equal(projects, All.Select(package => package.Id).Order(StringComparer.Ordinal));
        Assert.Equal("TypedSender.Tool", Assert.Single(All, package => package.IsTool).Id);
    }

    [Fact]
    public void A_package_says_what_it_is_and_has_documents_of_its_own() =>
        Assert.All(Packages, package =>
        {
            Assert.Equal(workshop.Version, package.Version);
            Assert.Equal(("MIT", "expression"), (package["license"], (string?)package.Element("license")!.Attribute("type")));
            Assert.Equal(("README.md", "icon.png"), (package["readme"], package["icon"]));
            Assert.StartsWith($"# {package.Id}\n", Encoding.UTF8.GetString(package.Read("README.md")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.Equal<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'], package.Read("icon.png")[..4]);
            Assert.Matches("^https://", (string?)package.Element("repository")!.Attribute("url"));
            Assert.Matches("^[0-9a-f]{40}$", (string?)package.Element("repository")!.Attribute("commit"));
            Assert.NotEqual("", package["description"]);
            Assert.Equal(["net10.0", "net8.0"], package.Frameworks);
            Assert.All(package.Frameworks, framework => Assert.Contains($"lib/{framework}/{package.Id}.xml", package.Files));
        });

    [Fact]
    public void The_package_of_templates_holds_the_template_and_depends_on_nothing()
    {
        Package package = All.Single(package => package.Id == "TypedSender.Templates");

        Assert.Equal((workshop.Version, "Template"), (package.Version, (string?)package.Metadata.Descendants(package.Metadata.Name.Namespace + "packageType").Single().Attribute("name")));
        Assert.Empty(package.Dependencies());
        Assert.Empty(package.Frameworks);
        Assert.Contains($"\"defaultValue\": \"{workshop.Version}\"", Encoding.UTF8.GetString(package.Read("content/typedsender/.template.config/template.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_package_of_the_runtime_holds_the_generator_its_fixes_and_what_the_build_says() =>
        Assert.Equal(
            ["TypedSender: analyzers/dotnet/cs/TypedSender.CodeFixes.dll", "TypedSender: analyzers/dotnet/cs/TypedSender.Generators.dll", "TypedSender: buildTransitive/TypedSender.props", "TypedSender: buildTransitive/TypedSender.targets"],
            (from package in Packages from file in package.Files where file.StartsWith("analyzers/", StringComparison.Ordinal) || file.StartsWith("build", StringComparison.Ordinal) select $"{package.Id}: {file}").Order(StringComparer.Ordinal));

    [Fact]
    public void A_package_hands_on_what_the_generator_needs_and_takes_no_other_version_of_its_siblings() =>
        Assert.All(
            from package in Packages from dependency in package.Dependencies() where dependency.Id.StartsWith("TypedSender", StringComparison.Ordinal) select dependency,
            dependency => Assert.Equal(($"[{workshop.Version}]", null), (dependency.Version, dependency.Exclude)));

    [Fact]
    public void Symbols_name_sources_by_commit_and_never_by_a_folder_of_this_machine() =>
        Assert.All(
            from package in Packages from framework in package.Frameworks select (package, framework),
            library =>
            {
                using MetadataReaderProvider provider = MetadataReaderProvider.FromPortablePdbImage([.. library.package.Read($"lib/{library.framework}/{library.package.Id}.pdb", symbols: true)]);
                MetadataReader symbols = provider.GetMetadataReader();
                string[] documents = [.. from handle in symbols.Documents select symbols.GetString(symbols.GetDocument(handle).Name)];
                Assert.Contains(documents, document => document.StartsWith($"/_/src/{library.package.Id}/", StringComparison.Ordinal));
                Assert.All(documents, document => Assert.StartsWith("/_/", document, StringComparison.Ordinal));
                CustomDebugInformation link = symbols.CustomDebugInformation.Select(symbols.GetCustomDebugInformation).Single(information => symbols.GetGuid(information.Kind) == SourceLink);
                string commit = (string)library.package.Element("repository")!.Attribute("commit")!;
                Assert.Matches($"\"/_/\\*\":\"https://[^\"]*/{commit}/\\*\"", Encoding.UTF8.GetString(symbols.GetBlobBytes(link.Value)));
            });

    [Fact]
    public void Libraries_and_generator_are_deterministic() =>
        Assert.All(
            from package in Packages from file in package.Files where file.EndsWith(".dll", StringComparison.Ordinal) select (package, file),
            library =>
            {
                using PEReader assembly = new(new MemoryStream(library.package.Read(library.file)));
                Assert.Contains(assembly.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
            });

    [Fact]
    public void The_documents_say_what_the_packages_depend_on()
    {
        string document = Repository.ReadText("docs/packages.md");

        Assert.Equal(PackageTable.WithoutSizes(PackageTable.Write(Packages)), PackageTable.WithoutSizes(document.Split('\n')));
    }
}
