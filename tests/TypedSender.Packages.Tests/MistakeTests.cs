using System.Text.RegularExpressions;

namespace TypedSender.Packages.Tests;

/// <summary>What keeps the generator from running, or its code from being run, is an error of the build that names the cause, once.</summary>
[Collection(nameof(Workshop))]
public class MistakeTests(Workshop workshop)
{
    [Fact]
    public async Task An_old_compiler_an_old_language_and_an_excluded_generator_are_explained()
    {
        string folder = workshop.MakeProject(
            "Mistaken",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
            </PropertyGroup>
            <ItemGroup>
              <PackageReference Include="TypedSender" Version="{workshop.Version}" ExcludeAssets="$(Excluded)" />
            </ItemGroup>
            <!-- Some SDKs run the generators of packages whose analyzers are excluded: one that does as it is told. -->
            <Target Name="Exclude" AfterTargets="ResolveLockFileAnalyzers" Condition="'$(Excluded)' != ''">
              <ItemGroup>
                <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'TypedSender.Generators'" />
              </ItemGroup>
            </Target>
            """,
            Workshop.Source("Sender/Program.cs"));
        await workshop.SucceedAsync(folder, "build", "-v", "quiet");

        // What the SDK says of its compiler: no older one can build for the frameworks of today.
        Assert.StartsWith("TSND0003: The generator of TypedSender needs version 4.8 of the C# compiler or later, and this build uses 4.7: build with", await FailAsync(folder, "", "--no-restore", "-p:CompilerApiVersion=roslyn4.7"), StringComparison.Ordinal);
        Assert.StartsWith("TSND0002: Nothing is generated for 'Greeting' or any other type, because generated code is C# 12, and the project is compiled as C# 11.0", await FailAsync(folder, "TSND", "--no-restore", "-p:LangVersion=11"), StringComparison.Ordinal);

        Assert.StartsWith("TSND0004: The generator of TypedSender does not run in this project, because its reference to the package TypedSender excludes analyzers: remove", await FailAsync(folder, "", "-p:Excluded=Analyzers"), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(typeof(TypedSender.SendClient));");
        await workshop.SucceedAsync(folder, "build", "-v", "quiet", "-p:Excluded=Analyzers", "-p:TypedSenderUseGenerator=false");
    }

    [Fact]
    public async Task Generated_code_of_another_version_is_explained()
    {
        string[] libraries = [.. from version in (int[])[1, 99] select MakeLibrary(version)];
        string app = workshop.MakeProject(
            "Mixed",
            $"""
            <PropertyGroup>
              <OutputType>Exe</OutputType>
            </PropertyGroup>
            <ItemGroup>
              {string.Concat(from library in libraries select $"<ProjectReference Include=\"{library}/{Path.GetFileName(library)}.csproj\" />")}
            </ItemGroup>
            """,
            ("Program.cs", "System.Console.WriteLine(typeof(TypedSender.SendClient));"));

        string text = await FailAsync(app, "TSND0005");

        Assert.Contains("'Library1' holds generated code of version 1, and TypedSender", text, StringComparison.Ordinal);
        Assert.Contains("or build it again", text, StringComparison.Ordinal);
        Assert.Contains("'Library99' holds generated code of version 99, and TypedSender", text, StringComparison.Ordinal);
        Assert.Contains("take the version of TypedSender that 'Library99' was built with, or a later one", text, StringComparison.Ordinal);
    }

    /// <summary>A library that says its code was generated for another version.</summary>
    private string MakeLibrary(int version) => workshop.MakeProject(
        $"Library{version}",
        $"""
        <PropertyGroup>
          <TypedSenderUseGenerator>false</TypedSenderUseGenerator>
        </PropertyGroup>
        <ItemGroup>
          <PackageReference Include="TypedSender" Version="{workshop.Version}" />
        </ItemGroup>
        """,
        ("Library.cs", $"[assembly: TypedSender.GeneratedCode.GeneratedCodeVersion({version})]"));

    /// <summary>Builds what must not build. The errors whose code begins so, without places, each once; all of them, if nothing else is an error.</summary>
    private async Task<string> FailAsync(string folder, string code, params string[] arguments)
    {
        (int exit, string output, _) = await workshop.DotnetAsync(folder, ["build", "-v", "quiet", .. arguments]);
        Assert.Equal(1, exit);
        string[] errors = [.. (from Match match in Regex.Matches(output, @"error (?<text>(?<code>[A-Z]+\d+): .*?)( \[[^\]]*proj\])?\r?$", RegexOptions.Multiline) where match.Groups["code"].Value.StartsWith(code, StringComparison.Ordinal) select match.Groups["text"].Value).Distinct()];
        Assert.True(errors.Length > 0, output);
        return string.Join('\n', errors);
    }
}
