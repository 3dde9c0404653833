using System.Numerics;
using Shop;

[assembly: TypedSender.AmqpContractFor<Vector2>]

namespace TypedSender.Testing.Tests;

/// <summary>Bytes of contracts that are kept in a file.</summary>
public sealed class ContractVectorsTests : IDisposable
{
    private static readonly OrderPaid Order = new(Guid.Empty, 1m);

    private readonly string _folder = Directory.CreateTempSubdirectory("vectors").FullName;

    private string FilePath => Path.Combine(_folder, "Vectors.txt");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_same_bytes_are_found_again_in_any_case_and_beside_comments()
    {
        File.WriteAllText(FilePath, $"# kept since 1.0\r\n\r\na: {Convert.ToHexString(AmqpContracts.Encode(Order)).ToLowerInvariant()}\r\n");

        new ContractVectors(FilePath).Add("a", Order).Verify();
    }

    [Fact]
    public void A_byte_that_differs_is_named_with_both()
    {
        byte[] bytes = AmqpContracts.Encode(Order);
        string now = Convert.ToHexString(bytes);
        bytes[9] ^= 0xff;
        File.WriteAllText(FilePath, $"a: {Convert.ToHexString(bytes)}\n");

        string message = Assert.Throws<InvalidDataException>(() => new ContractVectors(FilePath).Add("a", Order).Verify()).Message;

        Assert.Equal(
            $"The bytes of contracts are not those of {FilePath}:\n  a differs from byte 9 on:\n    kept {Convert.ToHexString(bytes)}\n    now  {now}\nIf no reader is broken by it, write the file anew by TYPEDSENDER_VECTORS=write, and have the difference reviewed.",
            message);
    }

    [Fact]
    public void What_is_missing_on_either_side_is_named()
    {
        File.WriteAllText(FilePath, "b: 00\n");

        string message = Assert.Throws<InvalidDataException>(() => new ContractVectors(FilePath).Add("a", Order).Verify()).Message;

        Assert.Contains($"\n  a is not in the file: {Convert.ToHexString(AmqpContracts.Encode(Order))}\n  b is in the file, and the test has no such value\n", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_named_as_such()
        => Assert.Equal(
            $"There is no file {FilePath}, which the bytes of contracts are compared with. Have it written by {ContractVectors.Variable}=write, and commit it.",
            Assert.Throws<FileNotFoundException>(() => new ContractVectors(FilePath).Add("a", Order).Verify()).Message);

    [Fact]
    public void A_folder_that_is_missing_is_told_with_what_maps_the_paths_of_sources()
        => Assert.Equal(
            $"There is no folder {Path.Combine("/_/tests", "Vectors")} for the file One.txt with the bytes of contracts. Builds with DeterministicSourcePaths, which ContinuousIntegrationBuild turns on, map the paths of source files to /_/…: set DeterministicSourcePaths to false in the test project, or give an absolute path.",
            Assert.Throws<DirectoryNotFoundException>(() => new ContractVectors(Path.Combine("Vectors", "One.txt"), "/_/tests/Tests.cs").Add("a", Order).Verify()).Message);

    [Fact]
    public void A_contract_with_an_encoder_apart_has_vectors_too()
    {
        var point = new Vector2(1, 2);
        File.WriteAllText(FilePath, $"a: {Convert.ToHexString(AmqpContracts.Encode(Order))}\nb: {Convert.ToHexString(AmqpContracts.Encode<Vector2, Vector2AmqpEncoder>(point))}\n");

        new ContractVectors(FilePath).Add("a", Order).Add<Vector2, Vector2AmqpEncoder>("b", point).Verify();

        Assert.Equal("name", Assert.Throws<ArgumentException>(() => new ContractVectors(FilePath).Add<Vector2, Vector2AmqpEncoder>("b:", point)).ParamName);
    }

    [Theory]
    [InlineData("bytes")]
    [InlineData(": 00")]
    [InlineData("a: 00\na: 01")]
    public void A_line_that_is_none_is_shown(string text)
    {
        File.WriteAllText(FilePath, text);

        string message = Assert.Throws<InvalidDataException>(() => new ContractVectors(FilePath).Add("a", Order).Verify()).Message;

        Assert.Contains($"'{text.Split('\n')[^1]}' in {FilePath}", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("a\nb")]
    [InlineData("#a")]
    [InlineData(" a")]
    [InlineData(" ")]
    [InlineData("")]
    public void A_name_that_cannot_begin_a_line_is_refused(string name)
        => Assert.Equal("name", Assert.Throws<ArgumentException>(() => new ContractVectors(FilePath).Add(name, Order)).ParamName);

    [Fact]
    public void A_name_that_is_taken_is_refused()
        => Assert.Contains("two values of the name 'a'", Assert.Throws<ArgumentException>(() => new ContractVectors(FilePath).Add("a", Order).Add("a", Order)).Message, StringComparison.Ordinal);
}
